import type { MaxPrice } from '../../contracts/directives.js';
import { flatPrice } from '../../contracts/flat-price.fixture.js';
import type { ModelPrice } from '../../contracts/model-price.js';
import { candidate, context } from '../routing.fixture.js';
import { MaxPriceFilter } from './max-price.filter.js';

const filter = new MaxPriceFilter();

const reason = (price: ModelPrice | undefined, maxPrice?: MaxPrice, request = {}) =>
  filter.reject(candidate('a/m', {}, { price }), context(maxPrice ? { maxPrice } : {}, request));

it('leaves out rates over the limit', () => {
  expect(reason(flatPrice(2, 8), { prompt: 2, completion: 8 })).toBeUndefined();
  expect(reason(flatPrice(2, 8), { prompt: 1 })).toBe(
    'a million prompt tokens cost $2, over the limit of $1',
  );
  expect(reason(flatPrice(2, 8), { completion: 7.5 })).toBe(
    'a million completion tokens cost $8, over the limit of $7.5',
  );
});

it('leaves out unknown prices where there is a limit, and lets pass what is free', () => {
  expect(reason(undefined, { prompt: 100 })).toBe('its price is unknown, and the call has a limit');
  expect(reason(undefined, {})).toBeUndefined();
  expect(reason(undefined)).toBeUndefined();
  expect(reason(flatPrice(0, 0), { prompt: 0, completion: 0, request: 0 })).toBeUndefined();
});

it('reckons a whole call with its longest answers', () => {
  const messages = [{ role: 'user', content: 'x'.repeat(3_984) }];
  const at = (request: object) =>
    reason(flatPrice(2, 8), { request: 0.01 }, { messages, ...request });
  expect(at({})).toBeUndefined();
  expect(at({ max_tokens: 1_000 })).toBeUndefined();
  expect(at({ max_tokens: 1_001 })).toBe(
    'the call would cost about $0.010008, over the limit of $0.01',
  );
  expect(at({ max_tokens: 600, n: 2 })).toContain('over the limit');
});
