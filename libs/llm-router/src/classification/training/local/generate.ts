import type { Random } from '../../../contracts/random.js';
import { ENGLISH, OTHERS } from './templates/all-templates.js';
import type { Slots, Templates } from './templates/templates.js';

export interface Utterance {
  /** `''`: no request that one could tell. */
  readonly task: string;
  readonly text: string;
  readonly instructions: string;
}

const OPENINGS = [
  'please ',
  'can you ',
  'could you please ',
  'I need you to ',
  'hi, ',
  'hello! ',
  'hey, can you ',
  'now ',
  'I would like you to ',
  'Quick question: ',
  'help me: ',
];
const CLOSINGS = [' please', ' thanks', ' thank you', '!', '.', ' Keep it short.', ' Be brief.'];
const GENERIC = [
  'You are a helpful assistant.',
  'You are ChatGPT, a large language model.',
  'Answer concisely.',
  'Du bist ein hilfreicher Assistent.',
  'Be polite. Today is Monday. Never mention competitors. Answer in the language of the user.',
  'You are the assistant of an online shop. Help customers with their questions.',
];
/** Samples of one English template; of one in another language. */
const ENGLISH_TIMES = 28;
const OTHER_TIMES = 12;

/** Under a system message that says what to do, the text may be anything. */
const MATERIAL = /^\{(text|long|wrong|records)\}$/;

/** How often a text is one of the passages. */
const PASSAGES = 0.5;

/**
 * Labelled prompts, the same ones for the same chance. `passages` are sentences about anything, to be translated, summed
 * up and so on; alone they ask for nothing.
 */
export function generateUtterances(random: Random, passages: readonly string[]): Utterance[] {
  const slots = choicesOf(ENGLISH.slots);
  const pile = (slot: string): readonly string[] =>
    passages.length === 0
      ? slots[slot]!
      : Array.from({ length: 2_000 }, () => mixture(slots[slot]!, passages, random));
  const english = { ...slots, text: pile('text'), long: pile('long') };
  return [
    ...expand(ENGLISH.templates, english, ENGLISH_TIMES, random, true),
    ...OTHERS.flatMap((other) =>
      expand(other.templates, { ...slots, ...choicesOf(other.slots) }, OTHER_TIMES, random, false),
    ),
  ];
}

type Choices = Readonly<Record<string, readonly string[]>>;

function choicesOf(slots: Slots): Choices {
  return Object.fromEntries(
    Object.entries(slots).map(([slot, choices]) => [slot, choices.split(' | ')]),
  );
}

/** One of the slot's own texts or one to four passages. */
function mixture(own: readonly string[], passages: readonly string[], random: Random): string {
  if (!chance(PASSAGES, random)) return pick(own, random);
  const count = 1 + Math.floor(random.next() * 4);
  return Array.from({ length: count }, () => pick(passages, random)).join(' ');
}

function expand(
  templates: Templates,
  slots: Choices,
  times: number,
  random: Random,
  english: boolean,
): Utterance[] {
  return Object.entries(templates).flatMap(([task, entries = []]) =>
    entries.flatMap((template) =>
      Array.from({ length: times }, () => {
        const [, system, body] = /^(?:\[(.*?)\] )?(.*)$/s.exec(template) ?? [];
        const instructions = system ?? (chance(0.12, random) ? pick(GENERIC, random) : '');
        const material =
          system !== undefined && MATERIAL.test(body ?? '') && chance(0.5, random)
            ? '{material}'
            : body;
        const text = dressed(fill(material ?? '', slots, random), task, english, random);
        return { task, text, instructions: fill(instructions, slots, random) };
      }),
    ),
  );
}

function fill(template: string, slots: Choices, random: Random): string {
  return template.replaceAll(/\{([a-z]+)\}/g, (_, slot: string) => {
    const values = slots[slot];
    if (values === undefined) throw new Error(`A template names an unknown slot: {${slot}}`);
    return pick(values, random);
  });
}

/** As people write: with or without a greeting, a capital, a full stop. */
function dressed(text: string, task: string, english: boolean, random: Random): string {
  let result = text;
  const plain = task !== '' && task !== 'chat';
  if (english && plain && chance(0.2, random)) result = pick(OPENINGS, random) + result;
  if (english && plain && chance(0.08, random)) result += pick(CLOSINGS, random);
  if (chance(0.5, random)) result = result.charAt(0).toUpperCase() + result.slice(1);
  if (chance(0.15, random)) result = result.replace(/[.?!]$/, '');
  if (chance(0.1, random)) result = result.toLowerCase();
  return result;
}

function chance(share: number, random: Random): boolean {
  return random.next() < share;
}

function pick<T>(things: readonly T[], random: Random): T {
  return things[Math.floor(random.next() * things.length)]!;
}
