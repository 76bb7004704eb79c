import type { PromptSample } from '../contracts/prompt-classifier.js';
import type { TaskClass } from '../contracts/task-class.js';
import { detectLanguage } from './detect-language.js';
import { difficultyFeatures } from './features/difficulty-features.js';
import { FeatureList } from './features/feature-list.js';
import { systemFeatures, taskFeatures } from './features/task-features.js';
import { Lexicon } from './lexicon/lexicon.js';
import type { ClassifierModel, Domain, TaskHead } from './model/classifier-model.js';
import { type HeadWeights, LinearHead, sigmoid, softmax } from './model/linear-head.js';
import { excerpt } from './text/excerpt.js';
import { TextScan } from './text/text-scan.js';

/** Instructions say what they want at their beginning. */
export const INSTRUCTIONS = 1_000;

export type Reading = Omit<TaskClass, 'classifier'>;

type TaskReading = Pick<TaskClass, 'task' | 'confidence'>;

/** What a model makes of prompts. It reuses its buffers: one reading ends before the next begins. */
export class PromptReader {
  private readonly scan = new TextScan(new Lexicon());
  private readonly features = new FeatureList();
  private readonly task: TaskReader | undefined;
  private readonly kind: TaskReader | undefined;
  private readonly cheap: LinearHead | undefined;

  /** `kinds` tells the tasks that domains are told in: those of the built-in model. */
  constructor(
    private readonly model: ClassifierModel,
    kinds: ClassifierModel = model,
  ) {
    this.task = model.task && new TaskReader(model.task);
    this.kind = kinds.task === model.task ? this.task : kinds.task && new TaskReader(kinds.task);
    this.cheap = model.cheap && new LinearHead(model.cheap.weights);
  }

  /** Linear in the length of the text, of which 5,000 UTF-16 units are looked at. */
  read({ text, instructions, hasTools, hasImages }: PromptSample): Reading {
    const { scan, features } = this;
    scan.scan(instructions.slice(0, INSTRUCTIONS));
    features.clear();
    const system = systemFeatures(scan, features);
    scan.scan(excerpt(text));
    const language = detectLanguage(scan);
    taskFeatures(scan, system, features);
    const task = this.task?.read(features);
    // Nothing was learned about calls with tools or images.
    const cheapSuffices = hasTools || hasImages ? undefined : this.cheapSuffices(language, task);
    return {
      ...task,
      ...(language !== undefined && { language }),
      ...(cheapSuffices !== undefined && { cheapSuffices }),
    };
  }

  private cheapSuffices(
    language: string | undefined,
    task: TaskReading | undefined,
  ): number | undefined {
    const { scan, features } = this;
    const { cheap } = this.model;
    if (cheap === undefined || this.cheap === undefined) return undefined;
    const kind = this.kind === this.task ? task : this.kind?.read(features);
    if (!isWithin(cheap.domain, language, kind?.task)) return undefined;
    features.clear();
    difficultyFeatures(scan, features);
    const [strong, suffices] = this.cheap.score(features);
    if (this.cheap.knownShare < cheap.domain.knownShare) return undefined;
    return sigmoid(cheap.platt.slope * (suffices! - strong!) + cheap.platt.offset);
  }
}

class TaskReader {
  private readonly head: LinearHead;

  constructor(private readonly task: TaskHead<HeadWeights>) {
    this.head = new LinearHead(task.weights);
  }

  read(features: FeatureList): TaskReading | undefined {
    return surest(
      this.head.classes,
      softmax(this.head.score(features), this.task.sharpness),
      this.task.threshold,
    );
  }
}

/** The likeliest class; undefined below the threshold, and for the class without a name: texts that ask for nothing. */
export function surest(
  classes: readonly string[],
  chances: ArrayLike<number>,
  threshold: number,
): { task: string; confidence: number } | undefined {
  let best = 0;
  for (let c = 1; c < chances.length; c++) if (chances[c]! > chances[best]!) best = c;
  const task = classes[best]!;
  const confidence = chances[best]!;
  return task === '' || confidence < threshold ? undefined : { task, confidence };
}

/** Whether a head about difficulty was trained on texts like this one. */
export function isWithin(
  { languages, tasks }: Domain,
  language: string | undefined,
  task: string | undefined,
): boolean {
  return languages.includes(language ?? '') && tasks.includes(task ?? '');
}
