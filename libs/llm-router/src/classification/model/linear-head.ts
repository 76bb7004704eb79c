import type { Hashes } from '../features/feature-list.js';
import { HashIndex } from '../text/hash-index.js';

/** What a head is made of: weights by feature, then by class. */
export interface HeadWeights {
  readonly classes: readonly string[];
  /** The features that are known, as hashes. */
  readonly keys: Uint32Array;
  /** `weights[feature * classes + class]`, in units of `scale[class]`. */
  readonly weights: Int8Array;
  readonly scale: readonly number[];
  readonly bias: readonly number[];
}

/** Multinomial logistic regression over hashed features: present or not, scaled to unit length. */
export class LinearHead {
  readonly classes: readonly string[];
  /** Log-odds by class, of the last sample. */
  readonly scores: Float64Array;
  /** Share of the last sample's words that the model knows: 0 to 1. */
  knownShare = 0;
  private readonly index: HashIndex;
  private readonly weights: Float32Array;
  private readonly seen: Uint32Array;
  private turn = 0;

  constructor(private readonly head: HeadWeights) {
    this.classes = head.classes;
    this.index = new HashIndex(head.keys);
    this.scores = new Float64Array(head.classes.length);
    this.seen = new Uint32Array(head.keys.length);
    const count = head.classes.length;
    this.weights = Float32Array.from(head.weights, (it, at) => it * head.scale[at % count]!);
  }

  score(features: Hashes): Float64Array {
    const { index, weights, seen, scores } = this;
    const count = scores.length;
    const turn = ++this.turn;
    let known = 0;
    let knownWords = 0;
    scores.fill(0);
    for (let i = 0; i < features.length; i++) {
      const feature = index.of(features.hashes[i]!);
      if (feature < 0) continue;
      if (i < features.words) knownWords++;
      if (seen[feature] === turn) continue;
      seen[feature] = turn;
      known++;
      for (let c = 0, at = feature * count; c < count; c++, at++) scores[c]! += weights[at]!;
    }
    const length = known === 0 ? 0 : 1 / Math.sqrt(known);
    for (let c = 0; c < count; c++) scores[c] = scores[c]! * length + this.head.bias[c]!;
    this.knownShare = features.words === 0 ? 0 : knownWords / features.words;
    return scores;
  }
}

/** Turns log-odds into probabilities, in place. `sharpness`: above 1 surer, below 1 less sure. */
export function softmax(scores: Float64Array, sharpness = 1): Float64Array {
  let most = -Infinity;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (let c = 0; c < scores.length; c++)
    sum += scores[c] = Math.exp((scores[c]! - most) * sharpness);
  for (let c = 0; c < scores.length; c++) scores[c]! /= sum;
  return scores;
}

/** 1 / (1 + e^-x), without overflow. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}
