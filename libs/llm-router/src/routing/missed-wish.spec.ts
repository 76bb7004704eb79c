import type { Preferred } from '../contracts/directives.js';
import type { TargetPerformance } from '../contracts/live-performance.js';
import { hasWishes, missedWish } from './missed-wish.js';

/** A target whose figure at p is 10 × p. */
const live = {
  percentile: (_metric: unknown, percent: number) => percent * 10,
} as Partial<TargetPerformance> as TargetPerformance;
const unknown = { percentile: () => undefined } as Partial<TargetPerformance> as TargetPerformance;

it.each<[Preferred, string | undefined]>([
  [0.5, undefined],
  [0.499, 'first part after 0.50 s at p50, 0.499 s are preferred'],
  [{ p90: 0.9, p50: 0.5 }, undefined],
  [{ p50: 0.5, p90: 0.8 }, 'first part after 0.90 s at p90, 0.8 s are preferred'],
])('compares the latency with %j', (preferredMaxLatency, words) => {
  expect(missedWish({ preferredMaxLatency }, live, 'stream')).toBe(words);
  expect(missedWish({ preferredMaxLatency }, unknown, 'stream')).toBeUndefined();
});

it.each<[Preferred, string | undefined]>([
  [500, undefined],
  [501, '500.0 tokens a second at p50, 501 are preferred'],
  [{ p90: 100 }, undefined],
  [{ p90: 101 }, '100.0 tokens a second at p90, 101 are preferred'],
])('compares the throughput with %j: what so many calls reach', (preferredMinThroughput, words) => {
  expect(missedWish({ preferredMinThroughput }, live, 'stream')).toBe(words);
  expect(missedWish({ preferredMinThroughput }, unknown, 'stream')).toBeUndefined();
});

it('tells whether there is a wish', () => {
  expect(hasWishes({})).toBe(false);
  expect(hasWishes({ preferredMaxLatency: 1 })).toBe(true);
  expect(hasWishes({ preferredMinThroughput: 1 })).toBe(true);
});
