import type { EmbeddingCall, EmbeddingReply } from '../../contracts/embedding.js';
import { isObject, listOf, objectOf, parseJson, textOf } from '../json-value.js';
import { protocolBroken } from '../upstream-failure.js';
import { mapUsage } from './map-usage.js';

/** The body of a request for embeddings: the caller's own fields, the vectors asked for as numbers. */
export function encodeEmbeddings(call: EmbeddingCall, model: string): string {
  return JSON.stringify({ ...call.request, model, encoding_format: 'float' });
}

export function decodeEmbeddings(text: string, provider: string): EmbeddingReply {
  const reply = parseJson(text);
  const data = isObject(reply) ? listOf(reply.data).map(objectOf) : [];
  const vectors = data
    .sort((one, other) => Number(one.index ?? 0) - Number(other.index ?? 0))
    .map((it) => it.embedding);
  if (vectors.length === 0 || !vectors.every(isVector)) {
    throw protocolBroken(provider, 'its answer holds no embeddings');
  }
  const { model, usage } = objectOf(reply);
  const servedModel = textOf(model);
  return {
    vectors,
    usage: mapUsage(usage),
    ...(servedModel === undefined ? {} : { servedModel }),
  };
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((it) => typeof it === 'number');
}
