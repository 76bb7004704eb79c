import { validateHeaderName, validateHeaderValue } from 'node:http';
import { FAILURE_KINDS } from '../failure.js';
import { isJsonObject } from '../json-object.js';
import type { BehaviourRule } from './behaviour.js';

interface FieldCheck {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const MAX_DELAY_MS = 2 ** 31 - 1;

const integer = (from: number, to: number): FieldCheck => ({
  expected: `an integer from ${from} to ${to}`,
  accepts: (value) =>
    Number.isInteger(value) && (value as number) >= from && (value as number) <= to,
});
const count = integer(0, Number.MAX_SAFE_INTEGER);
const delay = integer(0, MAX_DELAY_MS);
const text: FieldCheck = { expected: 'a string', accepts: (value) => typeof value === 'string' };
const flag: FieldCheck = { expected: 'a boolean', accepts: (value) => typeof value === 'boolean' };
const headerText: FieldCheck = {
  expected: 'header text',
  accepts: (value) => isHeader('retry-after', value),
};
const either = (one: FieldCheck, other: FieldCheck): FieldCheck => ({
  expected: `${one.expected} or ${other.expected}`,
  accepts: (value) => one.accepts(value) || other.accepts(value),
});

const FIELDS: Readonly<Record<keyof BehaviourRule, FieldCheck>> = {
  model: text,
  times: integer(1, Number.MAX_SAFE_INTEGER),
  status: integer(200, 599),
  error: {
    expected: `one of ${FAILURE_KINDS.join(', ')}`,
    accepts: (value) => (FAILURE_KINDS as readonly unknown[]).includes(value),
  },
  retryAfter: either(
    {
      expected: 'seconds from 0',
      accepts: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
    },
    headerText,
  ),
  headers: {
    expected: 'an object of header names and texts',
    accepts: (value) =>
      isJsonObject(value) && Object.entries(value).every(([name, one]) => isHeader(name, one)),
  },
  body: text,
  contentType: headerText,
  latencyMs: delay,
  firstByteMs: delay,
  dripMs: delay,
  silence: flag,
  stallAfterParts: count,
  cutAfterParts: count,
  brokenJson: flag,
  missingUsage: flag,
  overloadInStream: either(flag, count),
  text,
  parts: integer(1, 1_000_000),
  toolCalls: {
    expected: 'an array of {name, arguments}, both strings',
    accepts: (value) =>
      Array.isArray(value) &&
      value.every(
        (call) =>
          isJsonObject(call) &&
          typeof call['name'] === 'string' &&
          typeof call['arguments'] === 'string',
      ),
  },
  refusal: flag,
  reasoning: flag,
  promptTokens: count,
  completionTokens: count,
  cachedTokens: count,
};

function isHeader(name: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

/** A rule with a field or value that does not exist; the message names the legal ones. */
export class InvalidBehaviour extends Error {
  override readonly name = 'InvalidBehaviour';
}

/** Reads a rule from outside; a wrong field or value is refused with what would be right. */
export function checkBehaviour(input: unknown): BehaviourRule {
  if (!isJsonObject(input)) throw new InvalidBehaviour('A behaviour is an object.');
  for (const [name, value] of Object.entries(input)) {
    if (!Object.hasOwn(FIELDS, name)) {
      throw new InvalidBehaviour(
        `Unknown field "${name}". Legal fields: ${Object.keys(FIELDS).join(', ')}.`,
      );
    }
    const field = FIELDS[name as keyof BehaviourRule];
    if (value !== undefined && !field.accepts(value)) {
      throw new InvalidBehaviour(`Field "${name}" must be ${field.expected}.`);
    }
  }
  return input;
}
