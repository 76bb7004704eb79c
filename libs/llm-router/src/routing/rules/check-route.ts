import type { RouteDirective } from '../../contracts/directives.js';
import { type Duration, toMilliseconds } from '../../contracts/duration.js';
import {
  check,
  type Check,
  fields,
  listOf,
  type Misfit,
  oneOf,
  oneOrMore,
  recordOf,
} from '../../foundation/value-check.js';

const text = check('a non-empty text', (it) => typeof it === 'string' && it !== '');
const flag = check('true or false', (it) => typeof it === 'boolean');
const texts = listOf('a list of non-empty texts', text);
const labels = oneOrMore(text, 'a non-empty text, or a list of them');
const amount = check('a number from 0', isAmount);
const dollars = check('US dollars, from 0', isAmount);
const duration = check(
  'milliseconds as a number, or e.g. "500ms", "30s", "10m", "2h", "1d"',
  isDuration,
);
const PREFERRED = 'a number from 0, or such numbers by p50, p75, p90, p95 or p99';
const percentiles = fields(PREFERRED, {
  p50: amount,
  p75: amount,
  p90: amount,
  p95: amount,
  p99: amount,
});

/** What every field of a `RouteDirective` may hold; whether the names in it stand for something is another question. */
export const ROUTE_CHECKS: { readonly [Field in keyof Required<RouteDirective>]: Check } = {
  model: text,
  tier: text,
  fallback: texts,
  strategy: text,
  timeout: duration,
  requireParameters: flag,
  only: texts,
  ignore: texts,
  order: texts,
  allowFallbacks: flag,
  regions: texts,
  sensitivity: labels,
  sensitivityFloor: labels,
  purpose: labels,
  requireTags: texts,
  dataCollection: oneOf('allow', 'deny'),
  zeroRetention: flag,
  maxPrice: fields('an object of prompt, completion, request', {
    prompt: dollars,
    completion: dollars,
    request: dollars,
  }),
  preferredMaxLatency: preferred,
  preferredMinThroughput: preferred,
  priority: oneOf('high', 'normal', 'low'),
  session: text,
  hedge: flag,
  continueStreams: flag,
  tags: recordOf('texts by name', text),
};

const route = fields('an object', ROUTE_CHECKS);

/** The first field of a directive that is not legal; undefined where all are. */
export function routeMisfit(directive: RouteDirective): Misfit | undefined {
  return route(directive);
}

function preferred(value: unknown): Misfit | undefined {
  if (typeof value === 'object') return percentiles(value);
  return amount(value) && { path: [], value, legal: PREFERRED };
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < Infinity;
}

function isDuration(value: unknown): boolean {
  try {
    toMilliseconds(value as Duration);
    return true;
  } catch {
    return false;
  }
}
