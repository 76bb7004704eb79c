import { EmbeddingClassifier } from './embedding-classifier.js';
import { type EmbeddingClassifierOptions, settingsOf } from './embedding-classifier-options.js';

/**
 * A classifier that goes by embeddings. Provide it to Nest, and choose it with `routing.classifier`. Throws a
 * `ConfigurationError` for options that are not legal.
 */
export function embeddingClassifier(options: EmbeddingClassifierOptions): EmbeddingClassifier {
  return new EmbeddingClassifier(settingsOf(options));
}
