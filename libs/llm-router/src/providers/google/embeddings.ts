import type { EmbeddingCall, EmbeddingReply } from '../../contracts/embedding.js';
import { UpstreamError } from '../../contracts/errors/upstream-error.js';
import { listOf, objectOf, parseJson } from '../json-value.js';
import { protocolBroken } from '../upstream-failure.js';
import { mapUsage } from './map-usage.js';

/** The body of `batchEmbedContents`; Google takes texts alone. */
export function encodeEmbeddings(
  { request: { input, dimensions } }: EmbeddingCall,
  model: string,
  provider: string,
): unknown {
  const inputs: readonly unknown[] = typeof input === 'string' ? [input] : input;
  return {
    requests: inputs.map((text) => {
      if (typeof text !== 'string') {
        throw new UpstreamError(
          `Provider ${provider} refused the request: it embeds texts, not token ids.`,
          { code: 'bad_request', provider, param: 'input' },
        );
      }
      return {
        model,
        content: { parts: [{ text }] },
        ...(dimensions === undefined ? {} : { outputDimensionality: dimensions }),
      };
    }),
  };
}

export function decodeEmbeddings(text: string, provider: string): EmbeddingReply {
  const reply = objectOf(parseJson(text));
  const vectors = listOf(reply.embeddings).map((it) => objectOf(it).values);
  if (vectors.length === 0 || !vectors.every(isVector)) {
    throw protocolBroken(provider, 'its answer holds no embeddings');
  }
  return { vectors, usage: mapUsage(reply.usageMetadata) };
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((it) => typeof it === 'number');
}
