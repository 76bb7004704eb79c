import type { Random } from '../../contracts/random.js';
import { LOCAL_MODEL } from '../local-model.js';
import type { CheapHead, ClassifierModel, TaskHead } from '../model/classifier-model.js';
import { unit } from '../model/dense-head.js';
import { parseModel } from '../model/model-file.js';
import { PromptReader } from '../prompt-reader.js';
import type { DataRow } from './data-file.js';
import { denseLearner, type Learner, wordLearner } from './learner.js';
import type { Outcome } from './metrics.js';
import { PromptFeatures } from './prompt-features.js';
import { cheapTable, taskTable, withinTable } from './report.js';
import {
  chanceCheapFigures,
  cheapSuffices,
  lengthCheapFigures,
  trainCheap,
} from './train-cheap.js';
import { chanceFigures, dealFolds, lengthFigures, trainTask } from './train-task.js';
import { TrainingError } from './training-error.js';

export interface TrainingOptions {
  readonly random: Random;
  /** Penalty on the weights. Default: one by the number of rows for tasks, 0.005 (vectors: 0.001) for difficulty. */
  readonly l2?: number;
  /** Name of the model that made the rows' vectors. */
  readonly embeddingModel?: string;
}

export interface Trained {
  readonly model: ClassifierModel;
  /** Lines for a person. */
  readonly report: readonly string[];
}

/** Fewer rows than this teach nothing that could be tested. */
const LEAST_ROWS = 50;
/** A class of fewer rows cannot be in all folds. */
const LEAST_PER_CLASS = 5;
const MAX_FEATURES = 20_000;
/** Where rows are many, a feature has to be in more than one. */
const MANY_ROWS = 500;

/** Trains what the rows have labels for. Throws a `TrainingError` where they have too few. */
export function trainModel(rows: readonly DataRow[], options: TrainingOptions): Trained {
  const labelled = rows.filter((it): it is Labelled => it.label !== undefined && isAsked(it));
  const answered = rows.filter(
    (it): it is Answered => it.cheap !== undefined && it.strong !== undefined && isAsked(it),
  );
  if (labelled.length === 0 && answered.length === 0) {
    throw new TrainingError(
      'No row has a text and something to learn: name the column of the task with --label, or those of the outcomes with --cheap and --strong.',
    );
  }
  const tasks = labelled.length > 0 ? trainTasks(labelled, options) : undefined;
  const cheap = answered.length > 0 ? trainDifficulty(answered, options) : undefined;
  const embedding = {
    ...(tasks?.dense && { task: tasks.dense }),
    ...(cheap?.dense && { cheap: cheap.dense }),
  };
  return {
    model: {
      ...(tasks?.words && { task: tasks.words }),
      ...(cheap?.words && { cheap: cheap.words }),
      ...(Object.keys(embedding).length > 0 && {
        embedding: { model: options.embeddingModel ?? '', ...embedding },
      }),
    },
    report: [...(tasks?.report ?? []), ...(cheap?.report ?? [])],
  };
}

type Labelled = DataRow & { readonly label: string };
type Answered = DataRow & Outcome;

interface Heads<Words, Dense> {
  words?: Words;
  dense?: Dense;
  readonly report: string[];
}

function trainTasks(
  rows: readonly Labelled[],
  { random, l2 = Math.min(0.01, Math.max(3e-5, 1 / rows.length)) }: TrainingOptions,
): Heads<NonNullable<ClassifierModel['task']>, DenseTask> {
  checkCount(rows);
  const classes = [...new Set(rows.map(({ label }) => label))].sort();
  if (classes.length < 2) throw new TrainingError(`All rows have the label "${classes[0]}".`);
  for (const name of classes) {
    const count = rows.filter(({ label }) => label === name).length;
    if (count >= LEAST_PER_CLASS) continue;
    throw new TrainingError(
      `The label "${name}" has ${count} rows; at least ${LEAST_PER_CLASS} are needed. Add some, or leave it out.`,
    );
  }
  const labels = rows.map(({ label }) => classes.indexOf(label));
  const folds = dealFolds(groupsOf(rows), random);
  const lengths = rows.map(({ text }) => text.length);
  const ways = [
    { name: 'chance', figures: chanceFigures(labels, classes.length, folds) },
    { name: 'prompt length', figures: lengthFigures(lengths, labels, classes, folds) },
  ];
  const result: Heads<NonNullable<ClassifierModel['task']>, DenseTask> = { report: [] };
  const tell = <F, W>(
    name: string,
    features: readonly F[],
    learner: Learner<F, W>,
  ): TaskHead<W> | undefined => {
    const samples = features.map((it, i) => ({ features: it, label: labels[i]! }));
    const { head, figures, informative } = trainTask(samples, classes, folds, learner);
    ways.push({ name, figures });
    if (informative) return head;
    notes.push(useless(name, 'always naming the most frequent label'));
    return undefined;
  };
  const notes: string[] = [];
  const prompts = new PromptFeatures();
  const words = tell(
    'words',
    rows.map((row) => prompts.task(row)),
    wordLearner(wordOptions(rows, l2)),
  );
  const vectors = vectorsOf(rows);
  const dense = vectors && tell('embeddings', vectors, denseLearner(l2));
  result.report.push(
    title('Task', rows, `${classes.length} classes`),
    ...taskTable(ways),
    ...notes,
    '',
  );
  return { ...result, ...(words && { words }), ...(dense && { dense }) };
}

type DenseTask = NonNullable<NonNullable<ClassifierModel['embedding']>['task']>;
type DenseCheap = NonNullable<NonNullable<ClassifierModel['embedding']>['cheap']>;

function trainDifficulty(
  rows: readonly Answered[],
  { random, l2 }: TrainingOptions,
): Heads<NonNullable<ClassifierModel['cheap']>, DenseCheap> {
  checkCount(rows);
  const labels = rows.map(cheapSuffices);
  const enough = labels.filter(Boolean).length;
  if (Math.min(enough, rows.length - enough) < LEAST_PER_CLASS) {
    throw new TrainingError(
      `The strong model is better in ${rows.length - enough} of ${rows.length} rows; at least ${LEAST_PER_CLASS} of either kind are needed.`,
    );
  }
  const reader = new PromptReader(parseModel(LOCAL_MODEL, 'local'));
  const readings = rows.map(({ text, instructions }) =>
    reader.read({ text, instructions, hasTools: false, hasImages: false }),
  );
  const folds = dealFolds(groupsOf(rows), random);
  const lengths = rows.map(({ text }) => text.length);
  const ways = [
    { name: 'chance', figures: chanceCheapFigures(rows, folds) },
    { name: 'prompt length', figures: lengthCheapFigures(lengths, rows, folds) },
  ];
  const notes: string[] = [];
  const tell = <F, W>(
    name: string,
    features: readonly F[],
    learner: Learner<F, W>,
  ): CheapHead<W> | undefined => {
    const samples = features.map((it, i) => ({ features: it, label: Number(labels[i]) }));
    const training = trainCheap(samples, rows, readings, folds, learner);
    const { head, figures, informative } = training;
    ways.push({ name, figures });
    notes.push(...withinTable(name, training.withinTasks));
    if (informative) return head;
    notes.push(useless(name, 'chance'));
    return undefined;
  };
  const prompts = new PromptFeatures();
  const words = tell(
    'words',
    rows.map((row) => prompts.difficulty(row)),
    wordLearner(wordOptions(rows, l2 ?? 0.005)),
  );
  const vectors = vectorsOf(rows);
  const dense = vectors && tell('embeddings', vectors, denseLearner(l2 ?? 0.001));
  const share = `a cheap model suffices for ${((100 * enough) / rows.length).toFixed(1)} %`;
  return {
    report: [title('Difficulty', rows, share), ...cheapTable(ways), ...notes, ''],
    ...(words && { words }),
    ...(dense && { dense }),
  };
}

function isAsked({ text }: DataRow): boolean {
  return text.trim() !== '';
}

function checkCount(rows: readonly DataRow[]): void {
  if (rows.length >= LEAST_ROWS) return;
  throw new TrainingError(
    `${rows.length} labelled rows are too few: at least ${LEAST_ROWS} are needed.`,
  );
}

function groupsOf(rows: readonly DataRow[]): (string | undefined)[] {
  const groups = rows.map(({ group }) => group);
  const different = new Set(groups.filter((it) => it !== undefined)).size;
  if (different > 0 && different < 5) {
    throw new TrainingError(
      `There are ${different} groups; at least 5 are needed to hold some out.`,
    );
  }
  return groups;
}

function vectorsOf(rows: readonly DataRow[]): Float32Array[] | undefined {
  const vectors = rows.map(({ vector }) => vector);
  if (!vectors.every((it) => it !== undefined)) return undefined;
  const lengths = new Set(vectors.map(({ length }) => length));
  if (lengths.size > 1) {
    throw new TrainingError(`The embeddings have different lengths: ${[...lengths].join(', ')}.`);
  }
  return vectors.map(unit);
}

function wordOptions(rows: readonly DataRow[], l2: number) {
  return { minCount: rows.length < MANY_ROWS ? 1 : 2, maxFeatures: MAX_FEATURES, l2 };
}

function title(what: string, rows: readonly DataRow[], rest: string): string {
  const held = rows.some(({ group }) => group !== undefined) ? 'by group' : 'at random';
  return `${what}: ${rows.length} prompts, ${rest}; five-fold cross-validation, held out ${held}`;
}

function useless(name: string, than: string): string {
  return `  ${name}: not reliably better than ${than}; left out of the model.`;
}
