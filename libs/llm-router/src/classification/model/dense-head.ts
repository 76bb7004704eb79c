import type { DenseWeights } from './classifier-model.js';

/** Multinomial logistic regression over a vector. */
export class DenseHead {
  readonly classes: readonly string[];

  constructor(private readonly head: DenseWeights) {
    this.classes = head.classes;
  }

  get dimensions(): number {
    return this.head.dimensions;
  }

  /** Log-odds by class. The vector has to have as many dimensions as the head. */
  score(vector: ArrayLike<number>): Float64Array {
    const { weights, bias, dimensions } = this.head;
    const scores = Float64Array.from(bias);
    const count = scores.length;
    for (let d = 0, at = 0; d < dimensions; d++) {
      const value = vector[d]!;
      for (let c = 0; c < count; c++, at++) scores[c]! += value * weights[at]!;
    }
    return scores;
  }
}

/** The vector at length 1; one of length 0 stays as it is. Throws an `Error` for numbers that are not finite. */
export function unit(vector: ArrayLike<number>): Float32Array {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
  if (!Number.isFinite(sum)) throw new Error('The embedding holds a number that is not finite.');
  const scale = sum > 0 ? 1 / Math.sqrt(sum) : 1;
  return Float32Array.from(vector, (it) => it * scale);
}
