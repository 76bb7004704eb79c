import { SeededRandom } from './random.js';

const draws = (seed: number, count = 1_000): number[] => {
  const { next } = new SeededRandom(seed);
  return Array.from({ length: count }, () => next());
};

it.each([0, 1, -1, 2 ** 31, 4_000_000_000])('repeats with the seed %d', (seed) => {
  expect(draws(seed)).toEqual(draws(seed));
  expect(draws(seed)).not.toEqual(draws(seed + 1));
});

it('is spread over all of 0 to 1, without 1', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const it of draws(7, 10_000)) tenths[Math.floor(it * 10)]!++;
  expect(tenths).toHaveLength(10);
  for (const it of tenths) expect(Math.abs(it - 1_000)).toBeLessThan(150);
});
