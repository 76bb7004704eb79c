import type { RoutingContext } from '../contracts/routing-context.js';
import { HeadroomFilter } from './headroom.filter.js';
import { measuring, target } from './measuring.fixture.js';

const prompt = (tokens: number) => ({ prompt: { tokens } }) as RoutingContext;

function setUp(headers: Record<string, string>) {
  const { clock, performance } = measuring();
  const candidate = target();
  performance.started(candidate, 'stream').opened(headers);
  return { clock, candidate, filter: new HeadroomFilter(performance, clock) };
}

it('lets pass where nothing is known', () => {
  const { candidate, filter } = setUp({});
  expect(filter.reject(candidate, prompt(1e9))).toBeUndefined();
  expect(filter.retryAt(candidate)).toBeUndefined();
});

it('leaves out who takes no more requests, until the reset', () => {
  const { clock, candidate, filter } = setUp({
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': '12s',
  });
  expect(filter.reject(candidate, prompt(1))).toBe(
    'its rate limit takes no more requests for 12 s',
  );
  expect(filter.retryAt(candidate)).toBe(clock.wall + 12_000);
  clock.pass(12_000);
  expect(filter.reject(candidate, prompt(1))).toBeUndefined();
  expect(filter.retryAt(candidate)).toBeUndefined();
});

it('leaves out who takes fewer tokens than the prompt has, and no other call', () => {
  const { clock, candidate, filter } = setUp({
    'x-ratelimit-remaining-tokens': '900',
    'x-ratelimit-reset-tokens': '1m0s',
  });
  expect(filter.reject(candidate, prompt(900))).toBeUndefined();
  expect(filter.retryAt(candidate)).toBeUndefined();
  expect(filter.reject(candidate, prompt(901))).toBe(
    'its rate limit takes 900 more tokens for 60 s, and the prompt has 901',
  );
  expect(filter.retryAt(candidate)).toBe(clock.wall + 60_000);
  clock.pass(60_000);
  expect(filter.reject(candidate, prompt(901))).toBeUndefined();
  expect(filter.retryAt(candidate)).toBeUndefined();
});
