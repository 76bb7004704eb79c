import type { Platt } from '../model/classifier-model.js';
import { softmax } from '../model/linear-head.js';
import { fitLogistic } from './logistic.js';

/** The slope and offset that turn scores into the likeliest probabilities. */
export function fitPlatt(scores: readonly number[], labels: readonly boolean[]): Platt {
  const rows = scores.map((score, i) => ({
    features: Int32Array.of(0),
    values: Float32Array.of(score),
    label: Number(labels[i]),
  }));
  const { weights, bias } = fitLogistic(rows, 1, 2, 1e-6);
  return {
    slope: Math.fround(weights[1]! - weights[0]!),
    offset: Math.fround(bias[1]! - bias[0]!),
  };
}

const LEAST = Math.log(0.1);
const MOST = Math.log(10);
const STEPS = 60;

/** The factor on log-odds that makes the labels likeliest: temperature scaling (C. Guo and others, ICML 2017). */
export function fitSharpness(
  odds: readonly (readonly number[])[],
  labels: readonly number[],
): number {
  const loss = (logarithm: number): number => logLoss(odds, labels, Math.exp(logarithm));
  let low = LEAST;
  let high = MOST;
  // The loss is convex in the factor, so a third may be left out at each step.
  for (let step = 0; step < STEPS; step++) {
    const left = low + (high - low) / 3;
    const right = high - (high - low) / 3;
    if (loss(left) <= loss(right)) high = right;
    else low = left;
  }
  return Math.fround(Math.exp((low + high) / 2));
}

/** The mean of -ln of the probability of what was so. */
export function logLoss(
  odds: readonly (readonly number[])[],
  labels: readonly number[],
  sharpness = 1,
): number {
  const sum = odds.reduce((total, it, i) => {
    const chances = softmax(Float64Array.from(it), sharpness);
    return total - Math.log(Math.max(1e-12, chances[labels[i]!]!));
  }, 0);
  return sum / odds.length;
}
