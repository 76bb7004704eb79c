import { inputTokens } from '../../contracts/token-usage.js';
import type { Embedding } from '../../pipeline/embedding.js';

type Vector = Embedding['vectors'][number];

/** Vectors as OpenAI's list of embeddings, as floats or as base64 of little-endian 32-bit floats. */
export function encodeEmbeddings(embedding: Embedding, asBase64: boolean) {
  const tokens = inputTokens(embedding.usage);
  return {
    object: 'list',
    data: embedding.vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: asBase64 ? base64Of(vector) : Array.from(vector),
    })),
    model: embedding.servedModel ?? embedding.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function base64Of(vector: Vector): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value: number, index: number) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
