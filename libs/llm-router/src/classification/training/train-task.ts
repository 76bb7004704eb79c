import type { Random } from '../../contracts/random.js';
import type { TaskHead } from '../model/classifier-model.js';
import { softmax } from '../model/linear-head.js';
import { fitSharpness } from './calibrate.js';
import { crossValidate, FOLDS } from './cross-validate.js';
import { denseLearner, type Learner, type Sample } from './learner.js';
import { mean } from './metrics.js';
import { foldsOf } from './split.js';

/** Below this, classes are not told. */
export const THRESHOLD = 0.5;
/** How much better than chance it has to be, in standard errors, to be worth having. */
const SURE = 1.645;

/** How well something tells the classes of samples that it was not trained on. */
export interface TaskFigures {
  readonly accuracy: number;
  readonly logLoss: number;
  /** Mean squared difference of probabilities and outcomes, summed over the classes. */
  readonly brier: number;
  /** Share of the samples that it is sure enough of, and its accuracy on those. */
  readonly coverage: number;
  readonly accuracyWhereSure: number;
}

export interface TaskTraining<W> {
  readonly head: TaskHead<W>;
  readonly figures: TaskFigures;
  /** Whether it is reliably better than always naming the most frequent class. */
  readonly informative: boolean;
}

/** Trains on all samples; the figures are those of five-fold cross-validation. */
export function trainTask<F, W>(
  samples: readonly Sample<F>[],
  classes: readonly string[],
  folds: Int32Array,
  learner: Learner<F, W>,
): TaskTraining<W> {
  const labels = samples.map(({ label }) => label);
  const odds = crossValidate(samples, classes, folds, learner).map((it) => it.odds);
  const chances = calibrated(odds, labels, folds);
  const figures = taskFigures(chances, labels);
  const { accuracy } = chanceFigures(labels, classes.length, folds);
  const error = Math.sqrt((accuracy * (1 - accuracy)) / samples.length);
  return {
    head: {
      weights: learner.fit(samples, classes),
      sharpness: fitSharpness(odds, labels),
      threshold: THRESHOLD,
    },
    figures,
    informative: figures.accuracy > accuracy + SURE * error,
  };
}

/** Always the same: how frequent the classes are among the other folds. */
export function chanceFigures(
  labels: readonly number[],
  classes: number,
  folds: Int32Array,
): TaskFigures {
  const chances = Array.from({ length: FOLDS }, (_, fold) => {
    const others = labels.filter((__, i) => folds[i] !== fold);
    return Array.from({ length: classes }, (__, c) => {
      const count = others.filter((label) => label === c).length;
      return (count + 1) / (others.length + classes);
    });
  });
  return taskFigures(
    labels.map((_, i) => chances[folds[i]!]!),
    labels,
  );
}

export function lengthFigures(
  lengths: readonly number[],
  labels: readonly number[],
  classes: readonly string[],
  folds: Int32Array,
): TaskFigures {
  const samples = lengths.map((length, i) => ({
    features: lengthFeatures(length),
    label: labels[i]!,
  }));
  const odds = crossValidate(samples, classes, folds, denseLearner(1e-6)).map((it) => it.odds);
  return taskFigures(calibrated(odds, labels, folds), labels);
}

/** The logarithm of a text's length, about its usual value, and its square. */
export function lengthFeatures(length: number): Float32Array {
  const logarithm = Math.log(1 + length) - 5;
  return Float32Array.of(logarithm, logarithm * logarithm);
}

/** Each fold by what the others say, so that nothing is judged by itself. */
function calibrated(
  odds: readonly (readonly number[])[],
  labels: readonly number[],
  folds: Int32Array,
): number[][] {
  const sharpness = Array.from({ length: FOLDS }, (_, fold) =>
    fitSharpness(
      odds.filter((__, i) => folds[i] !== fold),
      labels.filter((__, i) => folds[i] !== fold),
    ),
  );
  return odds.map((it, i) => Array.from(softmax(Float64Array.from(it), sharpness[folds[i]!])));
}

function taskFigures(
  chances: readonly (readonly number[])[],
  labels: readonly number[],
): TaskFigures {
  const best = chances.map((it) => it.indexOf(Math.max(...it)));
  const right = best.map((it, i) => it === labels[i]);
  const sure = chances.map((it, i) => it[best[i]!]! >= THRESHOLD);
  return {
    accuracy: mean(right.map(Number)),
    logLoss: mean(chances.map((it, i) => -Math.log(Math.max(1e-12, it[labels[i]!]!)))),
    brier: mean(
      chances.map((it, i) => it.reduce((sum, p, c) => sum + (p - Number(c === labels[i])) ** 2, 0)),
    ),
    coverage: mean(sure.map(Number)),
    accuracyWhereSure: mean(right.filter((_, i) => sure[i]).map(Number)),
  };
}

export function dealFolds(groups: readonly (string | undefined)[], random: Random): Int32Array {
  return foldsOf(groups, FOLDS, random);
}
