import type { DataRow } from '../data-file.js';
import type { Utterance } from './generate.js';

/** Subjects of MMLU whose questions are of one task each. Those where some calculate and some do not are left out. */
const TASKS: Readonly<Record<string, readonly string[]>> = {
  maths: [
    'abstract_algebra',
    'college_mathematics',
    'elementary_mathematics',
    'high_school_mathematics',
    'gsm8k',
  ],
  reasoning: ['formal_logic', 'logical_fallacies'],
  knowledge: [
    'anatomy',
    'astronomy',
    'clinical_knowledge',
    'college_biology',
    'college_medicine',
    'global_facts',
    'high_school_biology',
    'high_school_european_history',
    'high_school_geography',
    'high_school_government_and_politics',
    'high_school_psychology',
    'high_school_us_history',
    'high_school_world_history',
    'human_aging',
    'human_sexuality',
    'international_law',
    'jurisprudence',
    'management',
    'marketing',
    'medical_genetics',
    'miscellaneous',
    'nutrition',
    'philosophy',
    'prehistory',
    'professional_law',
    'professional_psychology',
    'public_relations',
    'security_studies',
    'sociology',
    'us_foreign_policy',
    'virology',
    'world_religions',
  ],
};

const TASK_OF = new Map(
  Object.entries(TASKS).flatMap(([task, groups]) => groups.map((group) => [group, task] as const)),
);
/** Rows of one subject that are learned from, at most: the large ones would drown the others. */
const PER_GROUP = 120;
/** The choices of a question, and what follows them. */
const CHOICES = /\n[A-D]\. [\s\S]*$/;

/** A question without its choices. */
export function withoutChoices(text: string): string {
  return text.replace(CHOICES, '');
}

/**
 * Benchmark questions as utterances: to learn from, and of other subjects (for the subjects with numbers: other rows)
 * to test on.
 */
export function benchmarkUtterances(rows: readonly DataRow[]): {
  train: Utterance[];
  test: Utterance[];
} {
  const train: Utterance[] = [];
  const test: Utterance[] = [];
  for (const [group, task] of TASK_OF) {
    const members = rows.filter((row) => row.group === group);
    const utterances = members.map(({ text }): Utterance => ({
      task,
      text,
      instructions: '',
    }));
    if (task === 'knowledge') {
      const isTrain = TASKS.knowledge!.indexOf(group) % 2 === 0;
      if (isTrain) train.push(...utterances.slice(0, PER_GROUP).flatMap(bare));
      else test.push(...utterances);
    } else {
      const half = members.length >> 1;
      train.push(...utterances.slice(0, Math.min(half, PER_GROUP)).flatMap(bare));
      test.push(...utterances.slice(half));
    }
  }
  return { train, test };
}

/** The question with and without its choices, where it is one without them too. */
function bare(utterance: Utterance): Utterance[] {
  const text = withoutChoices(utterance.text);
  return text === utterance.text || !text.endsWith('?')
    ? [utterance]
    : [utterance, { ...utterance, text }];
}

/** Sentences to fill templates with: what is translated, summed up or corrected may be about anything. */
export function benchmarkPassages(utterances: readonly Utterance[]): string[] {
  return utterances
    .map(({ text }) => withoutChoices(text).replaceAll(/\s+/g, ' ').trim())
    .filter((text) => text.length >= 60 && text.length <= 400);
}
