import fc from 'fast-check';
import { cacheSaving, expectedCost, expectedUsage } from './expected-usage.js';
import { candidate, context, price } from './strategy-world.fixture.js';

const unknown = { cachedShare: undefined, outputTokens: undefined };
const prompt = (tokens: number, maxOutputTokens?: number) =>
  context({ prompt: { tokens, maxOutputTokens } as never });

it('splits the prompt by the cached share of late', () => {
  const usage = expectedUsage(prompt(1_000), { ...unknown, cachedShare: 0.25 });
  expect(usage).toMatchObject({ input: 750, cacheRead: 250, output: 256 });
});

it.each([
  ['the mean of late', 100, 400, 100],
  ['no more than is allowed', 900, 400, 400],
  ['what is allowed, where no mean is known', undefined, 400, 400],
  ['256, where nothing is known', undefined, undefined, 256],
])('expects an answer of %s', (_name, outputTokens, most, expected) => {
  expect(expectedUsage(prompt(10, most), { ...unknown, outputTokens }).output).toBe(expected);
});

it('expects no answer of an embedding model', () => {
  const call = context({ embedding: { input: 'x' } });
  expect(expectedUsage(call, { ...unknown, outputTokens: 50 }).output).toBe(0);
});

it('can be billed whatever is told of the call and of the target', () => {
  const odd = fc.oneof(fc.double(), fc.nat(), fc.constantFrom(undefined, NaN, -1, 0));
  fc.assert(
    fc.property(odd, odd, odd, odd, (tokens, most, cachedShare, outputTokens) => {
      const cost = expectedCost(
        candidate('a', { price: price(1, 2) }),
        prompt(tokens as number, most),
        { cachedShare, outputTokens },
      );
      expect(cost).toBeGreaterThanOrEqual(0n);
    }),
  );
});

it('knows no cost without a price', () => {
  expect(expectedCost(candidate('a'), context(), unknown)).toBeUndefined();
  expect(cacheSaving(candidate('a'), context(), 1)).toBeUndefined();
});

it('tells what the cache saves of a prompt', () => {
  const it = candidate('a', { price: price(2, 8) });
  // 800 of 1,000 tokens at 0.2 instead of 2 dollars a million.
  expect(cacheSaving(it, context(), 0.8)).toBe(1_440_000_000n);
});
