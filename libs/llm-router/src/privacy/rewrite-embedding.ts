import type { EmbeddingRequest } from '../contracts/embedding.js';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import type { Rewrite } from './rewrite.js';
import { allFields } from './rewrite-fields.js';
import { rewriteLeaves } from './rewrite-leaves.js';

const SETTINGS: ReadonlySet<string> = new Set(['model', 'encoding_format', 'dimensions']);

/**
 * Applies `rewrite` to every text that an embedding model would read. Throws an `InvalidRequestError` for token ids,
 * which nobody here can read. The same object where nothing changes.
 */
export function rewriteEmbedding(request: EmbeddingRequest, rewrite: Rewrite): EmbeddingRequest {
  const inputs: readonly unknown[] = Array.isArray(request.input) ? request.input : [];
  if (inputs.some((it) => typeof it !== 'string')) {
    throw new InvalidRequestError(
      'input must be text here, and not token ids: those cannot be searched for what must not leave.',
      'input',
    );
  }
  const leaf = rewriteLeaves(rewrite);
  return allFields(leaf, {}, SETTINGS)(request) as EmbeddingRequest;
}
