import { hashOf, nextHash } from '../hash.js';

const MARKS_PER_WORD = 16;

/**
 * A unit vector for a text: each word marks some places of it, so that texts that share words lie close together and
 * the same text always lies at the same place.
 */
export function embeddingVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
    let hash = hashOf(word);
    for (let mark = 0; mark < MARKS_PER_WORD; mark += 1) {
      hash = nextHash(hash);
      const place = hash % dimensions;
      vector[place] = (vector[place] ?? 0) + (hash & 0x10000 ? 1 : -1);
    }
  }
  const length = Math.hypot(...vector);
  if (length === 0) vector[0] = 1;
  else for (let index = 0; index < dimensions; index += 1) vector[index]! /= length;
  return vector;
}

/** The vector as OpenAI's base64: little-endian 32-bit floats. */
export function embeddingBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
