import fc from 'fast-check';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import { type HintedRequest, takeHints as take } from './routing-hints.js';

const messages = [{ role: 'user' as const, content: 'hi' }];
const takeHints = <T extends object>(request: T) => take(request as T & HintedRequest);
const routeOf = (hints: object) => takeHints({ messages, model: 'a/b', ...hints }).route;

function failureOf(hints: object): InvalidRequestError {
  try {
    takeHints({ messages, ...hints });
  } catch (error) {
    return error as InvalidRequestError;
  }
  throw new Error('The hints were taken.');
}

it('gives a request without hints back as it is', () => {
  const request = { model: 'a/b', messages };
  expect(takeHints(request)).toEqual({ request, route: undefined });
  expect(takeHints(request).request).toBe(request);
});

it('takes the hints out of a copy, and leaves the request alone', () => {
  const request = { model: 'a/b', messages, top_k: 4, models: ['c/d'], provider: { zdr: true } };
  const before = structuredClone(request);
  expect(takeHints(request).request).toEqual({ model: 'a/b', messages, top_k: 4 });
  expect(request).toEqual(before);
});

it('translates every field', () => {
  expect(
    routeOf({
      models: ['c/d', 'tier:cheap'],
      provider: {
        order: ['OpenAI', 'Groq/Llama-3'],
        only: ['openai', 'groq'],
        ignore: ['mistral'],
        allow_fallbacks: false,
        require_parameters: true,
        data_collection: 'deny',
        zdr: true,
        sort: 'price',
        max_price: { prompt: 1, completion: '2.50', request: '1e-3', image: 4 },
        preferred_max_latency: 2,
        preferred_min_throughput: { p50: 100, p90: 50, p99: null },
        quantizations: ['fp8'],
      },
    }),
  ).toEqual({
    fallback: ['c/d', 'tier:cheap'],
    order: ['OpenAI', 'Groq/Llama-3'],
    only: ['openai', 'groq'],
    ignore: ['mistral'],
    allowFallbacks: false,
    requireParameters: true,
    dataCollection: 'deny',
    zeroRetention: true,
    strategy: 'cheapest',
    maxPrice: { prompt: 1, completion: 2.5, request: 0.001 },
    preferredMaxLatency: 2,
    preferredMinThroughput: { p50: 100, p90: 50 },
  });
});

it.each([
  [{ sort: 'price' }, 'cheapest'],
  [{ sort: 'throughput' }, 'throughput'],
  [{ sort: 'latency' }, 'fastest'],
  [{ sort: { by: 'latency', partition: 'none' } }, 'fastest'],
  [{ sort: { by: null } }, undefined],
  [{ sort: null }, undefined],
])('%j asks for the strategy %s', (provider, strategy) => {
  expect(routeOf({ provider })).toEqual(strategy === undefined ? {} : { strategy });
});

it.each([
  [{ models: ['c', 'd'] }, { model: 'c', fallback: ['d'] }],
  [{ models: ['c'] }, { model: 'c' }],
  [{ models: [] }, {}],
  [{ model: 'a', models: ['c'] }, { fallback: ['c'] }],
  [{ tier: 'cheap', models: ['c'] }, { fallback: ['c'] }],
])('%j means %j', (request, route) => {
  expect(takeHints({ messages, ...request }).route).toEqual(route);
});

it('takes null and empty lists for nothing said', () => {
  const provider = {
    order: [],
    only: [],
    ignore: null,
    allow_fallbacks: null,
    data_collection: null,
    max_price: { prompt: null },
    preferred_max_latency: null,
  };
  expect(routeOf({ provider, models: null })).toEqual({ maxPrice: {} });
  expect(routeOf({ provider: null })).toEqual({});
  expect(takeHints({ messages, provider: null }).request).toEqual({ messages });
});

const SORT = 'one of "price", "throughput", "latency", or an object with one of them as "by"';
const DOLLARS = 'US dollars from 0, as a number or a decimal string';
it.each([
  [{ models: 'c' }, 'models', '"c" is not legal. Legal: an array of non-empty strings.'],
  [{ models: ['c', 7] }, 'models[1]', '7 is not legal. Legal: a non-empty string.'],
  [{ provider: 'openai' }, 'provider', '"openai" is not legal. Legal: an object.'],
  [{ provider: { order: 'a' } }, 'provider.order', '"a" is not legal. Legal: an array of non'],
  [{ provider: { only: [''] } }, 'provider.only[0]', '"" is not legal. Legal: a non-empty string.'],
  [{ provider: { zdr: 'yes' } }, 'provider.zdr', '"yes" is not legal. Legal: true or false.'],
  [
    { provider: { data_collection: 'never' } },
    'provider.data_collection',
    '"never" is not legal. Legal: "allow" or "deny".',
  ],
  [{ provider: { sort: 'cost' } }, 'provider.sort', `"cost" is not legal. Legal: ${SORT}.`],
  [
    { provider: { sort: { by: 'cost' } } },
    'provider.sort.by',
    '"cost" is not legal. Legal: one of',
  ],
  [
    { provider: { max_price: { prompt: 'cheap' } } },
    'provider.max_price.prompt',
    `"cheap" is not legal. Legal: ${DOLLARS}.`,
  ],
  [{ provider: { max_price: { request: -1 } } }, 'provider.max_price.request', '-1 is not legal.'],
  [{ provider: { max_price: 3 } }, 'provider.max_price', '3 is not legal. Legal: an object.'],
  [
    { provider: { preferred_max_latency: '2s' } },
    'provider.preferred_max_latency',
    '"2s" is not legal. Legal: a number from 0, or an object of such by "p50", "p75"',
  ],
  [
    { provider: { preferred_min_throughput: { p80: 1 } } },
    'provider.preferred_min_throughput.p80',
    'there is no such field. Did you mean p50? Legal: p50, p75, p90, p95, p99.',
  ],
])('refuses %j', (hints, param, message) => {
  const failure = failureOf(hints);
  expect(failure).toBeInstanceOf(InvalidRequestError);
  expect(failure.param).toBe(param);
  expect(failure.message).toContain(`${param}: ${message}`);
});

it('answers whatever it is given with a directive or with its own error', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), (models, provider) => {
      try {
        takeHints({ messages, models, provider });
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidRequestError);
      }
    }),
  );
});
