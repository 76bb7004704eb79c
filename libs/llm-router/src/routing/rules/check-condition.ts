import type { RuleCondition } from '../../contracts/routing-rule.js';
import {
  check,
  type Check,
  fields,
  listOf,
  oneOf,
  oneOrMore,
  recordOf,
} from '../../foundation/value-check.js';
import { minuteOf } from './time-span.js';
import { DAYS } from './wall-clock.js';

const text = check('a non-empty text', (it) => typeof it === 'string' && it !== '');
const flag = check('true or false', (it) => typeof it === 'boolean');
const texts = oneOrMore(text, 'a non-empty text, or a list of such');
const textsByName = recordOf('texts, or lists of texts, by name', texts);
const time = check(
  'HH:MM, from 00:00 to 23:59',
  (it) => typeof it === 'string' && minuteOf(it) !== undefined,
);
const timeZone = check('the IANA name of a time zone, e.g. "Europe/Berlin"', isTimeZone);
const percentage = number(0, 100);
const days = listOf('a list of days', oneOf(...DAYS.slice(1), DAYS[0]));

/** What a rule's `when` may hold. */
export const checkCondition: Check = fields('an object of conditions', {
  model: texts,
  tags: textsByName,
  headers: textsByName,
  user: texts,
  tenant: texts,
  key: texts,
  door: texts,
  path: texts,
  promptTokens: range(0, Infinity),
  hasTools: flag,
  hasImages: flag,
  streams: flag,
  task: texts,
  language: texts,
  cheapSuffices: range(0, 1),
  time: fields(
    'an object with "from" and "to"',
    { from: time, to: time, timeZone, days },
    { required: ['from', 'to'] },
  ),
  percentage,
} satisfies Record<keyof RuleCondition, Check>);

function number(min: number, max: number): Check {
  const legal = max === Infinity ? `a number from ${min}` : `a number from ${min} to ${max}`;
  return check(legal, (it) => typeof it === 'number' && it >= min && it <= max && it < Infinity);
}

function range(min: number, max: number): Check {
  const side = number(min, max);
  const sides = fields('an object with "min", "max" or both', { min: side, max: side });
  return (value) => {
    const misfit = sides(value);
    if (misfit !== undefined) return misfit;
    const range = value as { min?: number | null; max?: number | null };
    const isEmpty = (range.min ?? min) > (range.max ?? max);
    return isEmpty
      ? { path: ['min'], value: range.min, legal: `at most max, ${range.max}` }
      : undefined;
  };
}

function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
