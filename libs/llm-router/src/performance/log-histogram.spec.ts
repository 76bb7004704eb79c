import fc from 'fast-check';
import { LogHistogram } from './log-histogram.js';

const values = fc.array(fc.double({ min: 1, max: 600_000, noNaN: true }), { minLength: 1 });
const percents = fc.double({ min: 0, max: 100, noNaN: true });

/** The value below which that share of the samples is. */
function exact(samples: readonly number[], percent: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

function filled(samples: readonly number[], now = 0): LogHistogram {
  const histogram = new LogHistogram();
  for (const it of samples) histogram.add(it, now);
  return histogram;
}

it('knows nothing before the first sample', () => {
  expect(new LogHistogram().percentile(50, 0)).toBeUndefined();
});

it('tells percentiles to half a bucket, which is 5 % wide', () => {
  fc.assert(
    fc.property(values, percents, (samples, percent) => {
      const told = filled(samples).percentile(percent, 0) ?? NaN;
      expect(told / exact(samples, percent)).toBeGreaterThan(0.97);
      expect(told / exact(samples, percent)).toBeLessThan(1.03);
    }),
  );
});

it('never tells less for a higher percentile', () => {
  fc.assert(
    fc.property(values, percents, percents, (samples, a, b) => {
      const histogram = filled(samples);
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expect(histogram.percentile(low, 0)).toBeLessThanOrEqual(
        histogram.percentile(high, 0) ?? NaN,
      );
    }),
  );
});

it.each([0, 0.2, 5e6, 1e300])('takes %d, which no bucket is made for', (value) => {
  const told = filled([value]).percentile(50, 0);
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThan(700_000);
});

it.each([NaN, -1, 101])('has no answer to a percentile of %d', (percent) => {
  expect(filled([5]).percentile(percent, 0)).toBeUndefined();
});

it('lets new samples outweigh old ones by time, not by number', () => {
  const histogram = filled(Array<number>(100).fill(100));
  // Six half-lives later 100 old samples weigh less than two new ones.
  histogram.add(5_000, 180_000);
  histogram.add(5_000, 180_000);
  expect(histogram.percentile(50, 180_000)).toBeGreaterThan(4_800);
  // At once they would not.
  const crowded = filled([...Array<number>(100).fill(100), 5_000, 5_000]);
  expect(crowded.percentile(50, 0)).toBeLessThan(105);
});

it('is exact for hours on end', () => {
  const histogram = new LogHistogram();
  for (let second = 0; second < 20_000; second++)
    histogram.add(second % 2 ? 100 : 1_000, second * 1_000);
  expect(histogram.percentile(25, 2e7)).toBeCloseTo(100, -1);
  expect(histogram.percentile(75, 2e7)).toBeCloseTo(1_000, -2);
});

it('forgets what is minutes old', () => {
  const histogram = filled([100]);
  expect(histogram.percentile(50, 119_000)).toBeDefined();
  expect(histogram.percentile(50, 140_000)).toBeUndefined();
  histogram.add(9_000, 1e9);
  expect(histogram.percentile(0, 1e9)).toBeGreaterThan(8_000);
});

it('answers anew after each sample', () => {
  const histogram = filled([100]);
  expect(histogram.percentile(99, 0)).toBeLessThan(105);
  histogram.add(1_000, 0);
  expect(histogram.percentile(99, 0)).toBeGreaterThan(950);
});
