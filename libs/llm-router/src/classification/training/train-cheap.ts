import type { CheapHead, Domain } from '../model/classifier-model.js';
import { sigmoid } from '../model/linear-head.js';
import type { Reading } from '../prompt-reader.js';
import { fitPlatt } from './calibrate.js';
import { crossValidate, FOLDS } from './cross-validate.js';
import { denseLearner, type Learner, type Opinion, type Sample } from './learner.js';
import {
  auc,
  aucError,
  brier,
  calibrationError,
  mean,
  type Outcome,
  strongCallsFor,
} from './metrics.js';
import { splitAt } from './split.js';
import { lengthFeatures } from './train-task.js';

export const CHEAP_CLASSES = ['strong', 'cheap'];

/** What is asked of the strong model's lead, in the figures of calls. */
export const SHARES = [0.5, 0.8] as const;

/** A part of the rows that has at least this share belongs to the domain. */
const DOMAIN_SHARE = 0.05;
/** How much better than chance it has to be, in standard errors, to be worth having. */
const SURE = 1.645;

/** How well something tells the prompts for which a cheap model suffices, of samples that it was not trained on. */
export interface CheapFigures {
  readonly auc: number;
  readonly brier: number;
  readonly calibrationError: number;
  /** For each of `SHARES`: the share of calls that has to go to the strong model. */
  readonly strongCalls: readonly number[];
}

export interface WithinTask {
  /** `''`: prompts whose task was not told. */
  readonly task: string;
  readonly prompts: number;
  readonly auc: number;
  readonly informative: boolean;
}

export interface CheapTraining<W> {
  readonly head: CheapHead<W>;
  readonly figures: CheapFigures;
  /** How well it ranks among the prompts of one task, for the tasks that are frequent enough. */
  readonly withinTasks: readonly WithinTask[];
  /** Whether its ranking is reliably better than chance, within some task too. */
  readonly informative: boolean;
}

/** A cheap model suffices where its answer was right, or where the strong one's was wrong too. */
export function cheapSuffices({ cheap, strong }: Outcome): boolean {
  return cheap || !strong;
}

/** Trains on all samples; the figures are those of five-fold cross-validation. */
export function trainCheap<F, W>(
  samples: readonly Sample<F>[],
  outcomes: readonly Outcome[],
  readings: readonly Reading[],
  folds: Int32Array,
  learner: Learner<F, W>,
): CheapTraining<W> {
  const labels = outcomes.map(cheapSuffices);
  const opinions = crossValidate(samples, CHEAP_CLASSES, folds, learner);
  const scores = opinions.map(scoreOf);
  const figures = cheapFigures(calibrated(scores, labels, folds), outcomes, folds);
  const within = withinTasks(readings, scores, labels);
  const domain = domainOf(readings, opinions, within);
  return {
    head: {
      weights: learner.fit(samples, CHEAP_CLASSES),
      platt: fitPlatt(scores, labels),
      domain,
    },
    figures,
    withinTasks: within,
    informative: isInformative(figures.auc, labels) && domain.tasks.length > 0,
  };
}

/** Always the same: how often it suffices among the other folds. */
export function chanceCheapFigures(outcomes: readonly Outcome[], folds: Int32Array): CheapFigures {
  const labels = outcomes.map(cheapSuffices);
  const rates = Array.from({ length: FOLDS }, (_, fold) =>
    mean(labels.filter((__, i) => folds[i] !== fold).map(Number)),
  );
  const chances = labels.map((_, i) => rates[folds[i]!]!);
  return {
    auc: 0.5,
    brier: brier(chances, labels),
    calibrationError: calibrationError(chances, labels),
    strongCalls: SHARES,
  };
}

export function lengthCheapFigures(
  lengths: readonly number[],
  outcomes: readonly Outcome[],
  folds: Int32Array,
): CheapFigures {
  const labels = outcomes.map(cheapSuffices);
  const samples = lengths.map((length, i) => ({
    features: lengthFeatures(length),
    label: Number(labels[i]),
  }));
  const opinions = crossValidate(samples, CHEAP_CLASSES, folds, denseLearner(1e-6));
  const scores = opinions.map(scoreOf);
  return cheapFigures(calibrated(scores, labels, folds), outcomes, folds);
}

function scoreOf({ odds }: Opinion): number {
  return odds[1]! - odds[0]!;
}

/** Each fold by what the others say, so that nothing is judged by itself. */
function calibrated(
  scores: readonly number[],
  labels: readonly boolean[],
  folds: Int32Array,
): number[] {
  const platts = Array.from({ length: FOLDS }, (_, fold) =>
    fitPlatt(
      scores.filter((__, i) => folds[i] !== fold),
      labels.filter((__, i) => folds[i] !== fold),
    ),
  );
  return scores.map((score, i) => {
    const { slope, offset } = platts[folds[i]!]!;
    return sigmoid(slope * score + offset);
  });
}

/** Ranks are compared within a fold, as one model gave them; probabilities are compared over all. */
function cheapFigures(
  chances: readonly number[],
  outcomes: readonly Outcome[],
  folds: Int32Array,
): CheapFigures {
  const labels = outcomes.map(cheapSuffices);
  const overFolds = (of: (scores: number[], own: Outcome[]) => number): number => {
    let sum = 0;
    let rows = 0;
    for (let fold = 0; fold < FOLDS; fold++) {
      const { test: scores } = splitAt(chances, folds, fold);
      const figure = of(scores, splitAt(outcomes, folds, fold).test);
      // A fold in which all answers are of one kind ranks nothing.
      if (Number.isNaN(figure)) continue;
      sum += figure * scores.length;
      rows += scores.length;
    }
    return sum / rows;
  };
  return {
    auc: overFolds((scores, own) => auc(scores, own.map(cheapSuffices))),
    brier: brier(chances, labels),
    calibrationError: calibrationError(chances, labels),
    strongCalls: SHARES.map((share) =>
      overFolds((scores, own) => strongCallsFor(share, scores, own)),
    ),
  };
}

function isInformative(area: number, labels: readonly boolean[]): boolean {
  const positives = labels.filter(Boolean).length;
  return area - SURE * aucError(area, positives, labels.length - positives) > 0.5;
}

function withinTasks(
  readings: readonly Reading[],
  scores: readonly number[],
  labels: readonly boolean[],
): WithinTask[] {
  return frequent(readings.map(({ task = '' }) => task)).map((task) => {
    const isOwn = (_: unknown, i: number): boolean => (readings[i]!.task ?? '') === task;
    const own = labels.filter(isOwn);
    const area = auc(scores.filter(isOwn), own);
    return { task, prompts: own.length, auc: area, informative: isInformative(area, own) };
  });
}

/** Languages and tasks that are frequent enough; of the tasks, those within which the ranking says something. */
function domainOf(
  readings: readonly Reading[],
  opinions: readonly Opinion[],
  within: readonly WithinTask[],
): Domain {
  const shares = opinions.map(({ knownShare }) => knownShare).sort((a, b) => a - b);
  return {
    languages: frequent(readings.map(({ language = '' }) => language)),
    tasks: within.filter(({ informative }) => informative).map(({ task }) => task),
    knownShare: Math.fround(shares[Math.floor(shares.length * DOMAIN_SHARE)] ?? 0),
  };
}

function frequent(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= DOMAIN_SHARE * names.length)
    .map(([name]) => name)
    .sort();
}
