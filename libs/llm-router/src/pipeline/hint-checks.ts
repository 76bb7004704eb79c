import type { ProviderPreferences } from '../contracts/provider-preferences.js';
import { check, fields, listOf, type Misfit, oneOf } from '../foundation/value-check.js';

const DECIMAL = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;

const flag = check('true or false', (it) => typeof it === 'boolean');
const name = check('a non-empty string', (it) => typeof it === 'string' && it !== '');
const names = listOf('an array of non-empty strings', name);
const amount = check('a number from 0', isAmount);
const dollars = check(
  'US dollars from 0, as a number or a decimal string',
  (it) => isAmount(it) || (typeof it === 'string' && DECIMAL.test(it)),
);
const SORT = 'one of "price", "throughput", "latency", or an object with one of them as "by"';
const sortName = oneOf('price', 'throughput', 'latency');
const sortObject = fields(
  'an object',
  { by: sortName, partition: oneOf('model', 'none') },
  { open: true },
);
const PERCENTILES = 'a number from 0, or an object of such by "p50", "p75", "p90", "p95" or "p99"';
const percentiles = fields(PERCENTILES, {
  p50: amount,
  p75: amount,
  p90: amount,
  p95: amount,
  p99: amount,
});

const provider = fields(
  'an object',
  {
    order: names,
    only: names,
    ignore: names,
    allow_fallbacks: flag,
    require_parameters: flag,
    data_collection: oneOf('allow', 'deny'),
    zdr: flag,
    sort,
    max_price: fields(
      'an object',
      { prompt: dollars, completion: dollars, request: dollars, image: dollars },
      { open: true },
    ),
    preferred_max_latency: preferred,
    preferred_min_throughput: preferred,
  } satisfies Record<keyof ProviderPreferences, unknown>,
  // OpenRouter's API grows: what is new there must not break a caller here.
  { open: true },
);

const hints = fields('an object', { models: names, provider }, { open: true });

/** The first thing that is wrong with a request's `models` and `provider`; undefined where both are legal. */
export function hintMisfit(request: unknown): Misfit | undefined {
  return hints(request);
}

function sort(value: unknown): Misfit | undefined {
  if (typeof value === 'object') return sortObject(value);
  return sortName(value) && { path: [], value, legal: SORT };
}

function preferred(value: unknown): Misfit | undefined {
  if (typeof value === 'object') return percentiles(value);
  return amount(value) && { path: [], value, legal: PERCENTILES };
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < Infinity;
}
