import type { Hashes } from '../features/feature-list.js';
import { DenseHead } from '../model/dense-head.js';
import type { DenseWeights } from '../model/classifier-model.js';
import { type HeadWeights, LinearHead } from '../model/linear-head.js';
import { fitLogistic } from './logistic.js';
import { trainWords, type WordTraining } from './train-words.js';

/** One labelled thing to learn from. */
export interface Sample<F> {
  readonly features: F;
  /** Index of its class. */
  readonly label: number;
  /** The same thing in other words: learned from too, never tested on. */
  readonly variants?: readonly F[];
  readonly weight?: number;
}

/** What a trained head says of one sample. */
export interface Opinion {
  /** Log-odds by class. */
  readonly odds: readonly number[];
  /** Share of the words that the head knows. */
  readonly knownShare: number;
}

/** A way to learn classes from features of a kind. */
export interface Learner<F, W> {
  fit(samples: readonly Sample<F>[], classes: readonly string[]): W;
  judge(weights: W): (features: F) => Opinion;
}

/** Learns from words, as hashed features. */
export function wordLearner(options: WordTraining): Learner<Hashes, HeadWeights> {
  return {
    fit: (samples, classes) => trainWords(samples.flatMap(withVariants), classes, options),
    judge: (weights) => {
      const head = new LinearHead(weights);
      return (features) => {
        const odds = Array.from(head.score(features));
        return { odds, knownShare: head.knownShare };
      };
    },
  };
}

/** Learns from vectors, of which all have the same length. */
export function denseLearner(l2: number): Learner<Float32Array, DenseWeights> {
  return {
    fit: (samples, classes) => {
      const dimensions = samples[0]?.features.length ?? 0;
      const features = Int32Array.from({ length: dimensions }, (_, i) => i);
      const rows = samples
        .flatMap(withVariants)
        .map(({ features: values, label, weight }) => ({ features, values, label, weight }));
      const { weights, bias } = fitLogistic(rows, dimensions, classes.length, l2);
      return {
        classes,
        dimensions,
        weights: Float32Array.from(weights),
        bias: Array.from(bias, Math.fround),
      };
    },
    judge: (weights) => {
      const head = new DenseHead(weights);
      return (vector) => ({ odds: Array.from(head.score(vector)), knownShare: 1 });
    },
  };
}

function withVariants<F>({ features, label, variants = [], weight }: Sample<F>): Sample<F>[] {
  return [features, ...variants].map((it) => ({ features: it, label, weight }));
}
