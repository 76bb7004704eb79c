import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import { parseUsd } from '../foundation/pico-dollars.js';
import {
  check,
  type Check,
  describeMisfit,
  fields,
  listOf,
  oneOf,
  placeOf,
  recordOf,
} from '../foundation/value-check.js';
import type { KeyScope } from './key-scope.js';

const LONGEST = 200;
const MOST = 200;

/** Databases and logs have to hold it. */
const PLAIN = /^[^\p{Cc}\p{Cs}]+$/u;
const RIGHT = /^(\*|[a-z][a-z0-9-]*:(\*|[a-z][a-z0-9-]*))$/;

export const plainText: Check = check(
  `a text of 1 to ${LONGEST} characters, without control characters`,
  (it) => typeof it === 'string' && it.length <= LONGEST && it.trim() !== '' && PLAIN.test(it),
);
const LIST = `a list of 1 to ${MOST} texts; left out, nothing is limited`;
const dollars = check('US dollars, from 0', (it) => typeof it === 'number' && it >= 0 && it < 1e9);
const perMinute = check(
  'a whole number from 1',
  (it) => Number.isSafeInteger(it) && (it as number) > 0,
);
const usd = check('US dollars as a decimal text from 0, e.g. "12.50"', isAmount);

const labels: Check = (value) => (Array.isArray(value) ? some(plainText) : plainText)(value);

const SCOPE_CHECKS: { readonly [Field in keyof Required<KeyScope>]: Check } = {
  models: some(plainText),
  providers: some(plainText),
  regions: some(plainText),
  dataCollection: oneOf('allow', 'deny'),
  zeroRetention: check('true or false', (it) => typeof it === 'boolean'),
  maxPrice: fields('an object of prompt, completion, request', {
    prompt: dollars,
    completion: dollars,
    request: dollars,
  }),
  sensitivity: labels,
  purpose: labels,
  requestsPerMinute: perMinute,
  tokensPerMinute: perMinute,
  budget: fields(
    'an object of usd, window',
    { usd, window: oneOf('minute', 'hour', 'day', 'week', 'month', 'total') },
    { required: ['usd', 'window'] },
  ),
  tags: recordOf('texts by name', plainText),
  tenant: plainText,
  team: plainText,
  user: plainText,
  rights: some(
    check(
      '"*", "<area>:*" or "<area>:<action>", e.g. "ledger:read"',
      (it) => typeof it === 'string' && RIGHT.test(it),
    ),
  ),
};

const scopeCheck = fields('an object', SCOPE_CHECKS);

/** Throws an `InvalidRequestError` that names the field under `place`, and what would be legal. Drops what is null. */
export function checkedScope(scope: unknown, place = 'scope'): KeyScope {
  const misfit = scopeCheck(scope);
  if (misfit !== undefined) {
    const path = [place, ...misfit.path];
    throw new InvalidRequestError(describeMisfit({ ...misfit, path }), placeOf(path));
  }
  return withoutNulls(scope as Record<string, unknown>);
}

/** Without its empty fields, also those of objects inside; a copy of its own. */
function withoutNulls(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(value)
    .filter(([, it]) => it !== undefined && it !== null)
    .map(([name, it]): [string, unknown] => {
      if (Array.isArray(it)) return [name, Object.freeze([...(it as unknown[])])];
      const inner = typeof it === 'object' ? withoutNulls(it as Record<string, unknown>) : it;
      return [name, inner];
    });
  return Object.freeze(Object.fromEntries(kept));
}

function some(item: Check): Check {
  const items = listOf(LIST, item);
  return (value) =>
    Array.isArray(value) && (value.length === 0 || value.length > MOST)
      ? { path: [], value, legal: LIST }
      : items(value);
}

function isAmount(value: unknown): boolean {
  try {
    return typeof value === 'string' && parseUsd(value) >= 0n;
  } catch {
    return false;
  }
}
