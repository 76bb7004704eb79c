import type { Hashes } from '../features/feature-list.js';
import type { HeadWeights } from '../model/linear-head.js';
import { fitLogistic, type Row } from './logistic.js';

export interface WordSample {
  /** Without duplicates. */
  readonly features: Hashes;
  /** Index of the class. */
  readonly label: number;
  readonly weight?: number;
}

export interface WordTraining {
  /** Samples that a feature has to be in. */
  readonly minCount: number;
  /** Features kept, those with the largest weights. */
  readonly maxFeatures: number;
  readonly l2: number;
}

/**
 * Fits a head over hashed features: once over all that are frequent enough, and again over those that turned out to
 * weigh most; the weights are then rounded to eight bits.
 */
export function trainWords(
  samples: readonly WordSample[],
  classes: readonly string[],
  { minCount, maxFeatures, l2 }: WordTraining,
): HeadWeights {
  let keys = frequentFeatures(samples, minCount);
  const count = classes.length;
  let fitted = fitLogistic(rowsOf(samples, keys), keys.length, count, l2);
  if (keys.length > maxFeatures) {
    keys = heaviest(keys, fitted.weights, count, maxFeatures);
    fitted = fitLogistic(rowsOf(samples, keys), keys.length, count, l2);
  }
  const scale = classes.map((_, c) => largest(fitted.weights, c, count) / 127 || 1);
  return {
    classes,
    keys,
    weights: Int8Array.from(fitted.weights, (it, at) => Math.round(it / scale[at % count]!)),
    scale: scale.map(Math.fround),
    bias: Array.from(fitted.bias, Math.fround),
  };
}

/** In ascending order, so that the result does not depend on the order of the samples. */
function frequentFeatures(samples: readonly WordSample[], minCount: number): Uint32Array {
  const counts = new Map<number, number>();
  for (const { features } of samples) {
    for (const hash of features.hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  const frequent = [...counts].filter(([, count]) => count >= minCount).map(([hash]) => hash);
  return Uint32Array.from(frequent).sort();
}

function rowsOf(samples: readonly WordSample[], keys: Uint32Array): Row[] {
  const positions = new Map(Array.from(keys, (hash, index) => [hash, index]));
  return samples.map(({ features, label, weight }) => {
    const known: number[] = [];
    for (const hash of features.hashes) {
      const position = positions.get(hash);
      if (position !== undefined) known.push(position);
    }
    const values = known.length === 0 ? 0 : 1 / Math.sqrt(known.length);
    return { features: Int32Array.from(known), values, label, weight };
  });
}

function heaviest(
  keys: Uint32Array,
  weights: Float64Array,
  classes: number,
  limit: number,
): Uint32Array {
  const spans = Array.from(keys, (_, feature) => {
    const own = weights.subarray(feature * classes, (feature + 1) * classes);
    return Math.max(...own) - Math.min(...own);
  });
  const order = spans.map((_, i) => i).sort((a, b) => spans[b]! - spans[a]! || a - b);
  return Uint32Array.from(order.slice(0, limit), (i) => keys[i]!).sort();
}

function largest(weights: Float64Array, c: number, classes: number): number {
  let most = 0;
  for (let at = c; at < weights.length; at += classes)
    most = Math.max(most, Math.abs(weights[at]!));
  return most;
}
