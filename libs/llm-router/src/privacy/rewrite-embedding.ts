import type { EmbeddingRequest } from '../contracts/embedding.js';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import { each, either, type Rewrite, rewriteFields, text } from './rewrite-fields.js';

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
  const plain = text(rewrite);
  return rewriteFields(request, { input: either(plain, each(plain)), user: plain });
}
