import { SlidingPercentiles } from './sliding-percentiles.js';

const MINUTE = 60_000;

it('knows nothing before the first value', () => {
  expect(new SlidingPercentiles().read(0)).toBeUndefined();
});

it('reads percentiles within a hundredth', () => {
  const times = new SlidingPercentiles();
  for (let value = 1; value <= 1_000; value++) times.record(value, 0);
  const { p50 = 0, p95 = 0 } = times.read(0) ?? {};
  expect(Math.abs(p50 - 500)).toBeLessThanOrEqual(5);
  expect(Math.abs(p95 - 950)).toBeLessThanOrEqual(10);
});

it('keeps the window under way and the one before, and forgets the rest', () => {
  const times = new SlidingPercentiles();
  times.record(10, 4 * MINUTE);
  times.record(1_000, 6 * MINUTE);
  expect(times.read(9 * MINUTE)?.p50).toBe(10);
  expect(times.read(10 * MINUTE)?.p50).toBeGreaterThan(900);
  expect(times.read(15 * MINUTE)).toBeUndefined();
});

it('forgets all after a long silence', () => {
  const times = new SlidingPercentiles();
  times.record(10, 4 * MINUTE);
  expect(times.read(60 * MINUTE)).toBeUndefined();
});

it('takes values out of range as the nearest that it can hold', () => {
  const times = new SlidingPercentiles();
  times.record(0, 0);
  expect(times.read(0)?.p50).toBe(1);
  times.record(1e9, 0);
  expect(times.read(0)?.p95).toBeGreaterThan(3_000_000);
});
