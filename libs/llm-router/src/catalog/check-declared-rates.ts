import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { BracketedRates, DatedRates, ModelRates } from '../contracts/model-facts.js';
import type { TokenClass } from '../contracts/token-usage.js';
import { readUsd } from '../foundation/pico-dollars.js';
import {
  check,
  type Check,
  describeMisfit,
  fields,
  listOf,
  recordOf,
} from '../foundation/value-check.js';
import { timeOf } from './utc-time.js';

const LONGEST_NAME = 100;

const tokens = check(
  'US dollars per million tokens, 0 or more, with at most 12 decimal places',
  isAmount,
);
const piece = check('US dollars, 0 or more, with at most 12 decimal places', isAmount);

const tokenRates = {
  input: tokens,
  output: tokens,
  cacheRead: tokens,
  cacheWrite: tokens,
  cacheWriteLong: tokens,
  inputAudio: tokens,
  inputImage: tokens,
  reasoning: tokens,
  outputAudio: tokens,
  outputImage: tokens,
} satisfies Record<TokenClass, Check>;

const both = ['input', 'output'];

const above = distinct(
  listOf(
    'a list of rates with inputTokens',
    fields(
      'rates with inputTokens',
      {
        ...tokenRates,
        inputTokens: check('a whole number of tokens, 0 or more', isCount),
      },
      { required: ['inputTokens', ...both] },
    ),
  ),
  'inputTokens',
  (limit) => limit,
  'a number of tokens that no other entry has',
);

const bracketed = { ...tokenRates, above } satisfies Record<keyof BracketedRates, Check>;

const rates = {
  ...bracketed,
  request: piece,
  image: piece,
  serviceTiers: named(
    recordOf(
      'rates by service tier',
      fields('rates: at least input and output', bracketed, { required: both }),
    ),
  ),
} satisfies Record<keyof ModelRates, Check>;

const ofAllTimes = fields('rates, or a list of rates by date', rates, { required: both });

const dated = distinct(
  listOf(
    'rates, or a list of rates by date',
    fields(
      'rates: at least input and output',
      {
        ...rates,
        from: check(
          'an ISO 8601 date or time in UTC, e.g. "2026-07-01" or "2026-07-01T12:00Z"',
          (it) => timeOf(it) !== undefined,
        ),
      } satisfies Record<keyof DatedRates, Check>,
      { required: both },
    ),
  ),
  'from',
  (from) => timeOf(from),
  'a moment that no other entry has',
);

/** Throws a `ConfigurationError` that begins with the place in `option`, and says what is there and what is legal. */
export function checkDeclaredRates(declared: unknown, option: string): void {
  const misfit = Array.isArray(declared)
    ? (dated(declared) ?? startless(declared))
    : ofAllTimes(declared);
  if (misfit === undefined) return;
  throw new ConfigurationError(describeMisfit({ ...misfit, path: [option, ...misfit.path] }));
}

/** A list with a gap before its first date has no price for what happens then. */
const startless = check(
  'a list in which one entry has no `from`: its rates hold until the first date',
  (list) => (list as readonly DatedRates[]).some((it) => timeOf(it.from) === undefined),
);

/** A list whose entries differ in a field. */
function distinct(
  list: Check,
  name: string,
  read: (field: unknown) => unknown,
  legal: string,
): Check {
  return (value) => {
    const misfit = list(value);
    if (misfit !== undefined) return misfit;
    const seen = new Set<unknown>();
    for (const [index, entry] of (value as Record<string, unknown>[]).entries()) {
      const field = read(entry[name]);
      if (seen.has(field)) return { path: [index, name], value: entry[name], legal };
      seen.add(field);
    }
    return undefined;
  };
}

function named(record: Check): Check {
  return (value) => {
    const misfit = record(value);
    if (misfit !== undefined) return misfit;
    const name = Object.keys(value as object).find((it) => it === '' || it.length > LONGEST_NAME);
    if (name === undefined) return undefined;
    return { path: [], value: name, legal: `names of 1 to ${LONGEST_NAME} characters` };
  };
}

function isAmount(value: unknown): boolean {
  return (readUsd(value) ?? -1n) >= 0n;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
