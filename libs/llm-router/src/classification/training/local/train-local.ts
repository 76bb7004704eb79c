import type { Random } from '../../../contracts/random.js';
import type { Hashes } from '../../features/feature-list.js';
import type { ClassifierModel, TaskHead } from '../../model/classifier-model.js';
import type { HeadWeights } from '../../model/linear-head.js';
import { PromptReader } from '../../prompt-reader.js';
import { fitSharpness } from '../calibrate.js';
import type { DataRow } from '../data-file.js';
import { type Sample, wordLearner } from '../learner.js';
import { PromptFeatures } from '../prompt-features.js';
import { cheapTable, withinTable } from '../report.js';
import {
  chanceCheapFigures,
  cheapSuffices,
  type CheapTraining,
  lengthCheapFigures,
  trainCheap,
} from '../train-cheap.js';
import { dealFolds, THRESHOLD } from '../train-task.js';
import { benchmarkPassages, benchmarkUtterances, withoutChoices } from './benchmark-tasks.js';
import { generateUtterances, type Utterance } from './generate.js';
import { labelledPrompts } from './labelled-prompts.js';
import { tuningPrompts } from './tuning-prompts.js';

const TASK_WORDS = { minCount: 6, maxFeatures: 4_500, l2: 3e-5 };
const CHEAP_WORDS = { minCount: 8, maxFeatures: 3_000, l2: 5e-3 };
/** What an utterance weighs once its words are taken away, so that its cues have to do. */
const CUES_ONLY = 0.5;

interface Answered extends DataRow {
  readonly cheap: boolean;
  readonly strong: boolean;
}

/** Trains the built-in model; gives it, and lines that say how good its view of difficulty is. */
export function trainLocal(
  rows: readonly DataRow[],
  random: Random,
): { model: ClassifierModel; report: string[] } {
  const features = new PromptFeatures();
  const benchmarks = benchmarkUtterances(rows);
  const task = trainBuiltInTask(features, benchmarks.train, random);
  const answered = rows.filter(
    (it): it is Answered => it.cheap !== undefined && it.strong !== undefined,
  );
  const reader = new PromptReader({ task });
  const readings = answered.map(({ text, instructions }) =>
    reader.read({ text, instructions, hasTools: false, hasImages: false }),
  );
  const samples = answered.map((row): Sample<Hashes> => {
    const bare = withoutChoices(row.text);
    return {
      features: features.difficulty(row),
      label: Number(cheapSuffices(row)),
      // People seldom write choices; what makes a question hard is there without them too.
      variants: bare === row.text ? [] : [features.difficulty({ text: bare })],
    };
  });
  const train = (groups: readonly (string | undefined)[], title: string) => {
    const folds = dealFolds(groups, random);
    const training = trainCheap(samples, answered, readings, folds, wordLearner(CHEAP_WORDS));
    const lengths = answered.map(({ text }) => text.length);
    const lines = cheapTable([
      { name: 'chance', figures: chanceCheapFigures(answered, folds) },
      { name: 'prompt length', figures: lengthCheapFigures(lengths, answered, folds) },
      { name: 'words', figures: training.figures },
    ]);
    return {
      training,
      report: [title, ...lines, ...withinTable('words', training.withinTasks), ''],
    };
  };
  const any = train(
    answered.map(() => undefined),
    `Difficulty, ${answered.length} prompts, held out at random:`,
  );
  const apart = train(
    answered.map(({ group = '' }) => group),
    'Difficulty, held out by subject:',
  );
  const { head }: CheapTraining<HeadWeights> = apart.training;
  const told = benchmarkReport(reader, benchmarks.test);
  return { model: { task, cheap: head }, report: [...told, ...any.report, ...apart.report] };
}

/** How the task head does on questions of subjects, and rows, that it has not seen. */
function benchmarkReport(reader: PromptReader, test: readonly Utterance[]): string[] {
  const lines = ['Tasks, benchmark questions that were not trained on:'];
  for (const task of new Set(test.map((it) => it.task))) {
    const readings = test
      .filter((it) => it.task === task)
      .map(({ text }) =>
        reader.read({ text, instructions: '', hasTools: false, hasImages: false }),
      );
    const told = readings.filter((it) => it.task !== undefined);
    const right = told.filter((it) => it.task === task);
    const count = (part: number, of: number): string => `${((100 * part) / of).toFixed(1)} %`;
    lines.push(
      `  ${task}: told for ${count(told.length, readings.length)} of ${readings.length}, right for ${count(right.length, told.length)} of those`,
    );
  }
  return [...lines, ''];
}

function trainBuiltInTask(
  features: PromptFeatures,
  benchmarks: readonly Utterance[],
  random: Random,
): TaskHead<HeadWeights> {
  const utterances = [...generateUtterances(random, benchmarkPassages(benchmarks)), ...benchmarks];
  const classes = [...new Set(utterances.map(({ task }) => task))].sort();
  const sizes = new Map<string, number>();
  for (const { task } of utterances) sizes.set(task, (sizes.get(task) ?? 0) + 1);
  const samples = utterances.flatMap((utterance): Sample<Hashes>[] => {
    const label = classes.indexOf(utterance.task);
    const weight = 1_000 / sizes.get(utterance.task)!;
    return [
      { features: features.task(utterance), label, weight },
      { features: features.task(utterance, false), label, weight: CUES_ONLY * weight },
    ];
  });
  const learner = wordLearner(TASK_WORDS);
  const weights = learner.fit(samples, classes);
  const judge = learner.judge(weights);
  const tuning = labelledPrompts(tuningPrompts);
  return {
    weights,
    sharpness: fitSharpness(
      tuning.map(({ sample }) => judge(features.task(sample)).odds),
      tuning.map(({ task = '' }) => classes.indexOf(task)),
    ),
    threshold: THRESHOLD,
  };
}
