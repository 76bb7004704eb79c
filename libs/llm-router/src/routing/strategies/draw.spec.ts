import { SeededRandom } from '../../contracts/random.js';
import { chanceOf, drawKey, drawSeed, hashText, weightOf } from './draw.js';
import { candidate } from './strategy-world.fixture.js';

it.each([
  [undefined, 1],
  [3, 3],
  [0, 0],
  [-2, 0],
  [NaN, 0],
  [Infinity, 1e9],
])('takes a weight of %p for %d', (weight, expected) => {
  expect(weightOf(candidate('a', { weight }))).toBe(expected);
});

it('gives each name a chance of its own, spread evenly and apart from the others', () => {
  const random = new SeededRandom(1);
  const draws = Array.from({ length: 20_000 }, () => drawSeed(random)).map((seed) => [
    chanceOf('openai/gpt-4.1', seed),
    chanceOf('openai/gpt-4.2', seed),
  ]);
  const tenths = Array<number>(10).fill(0);
  let both = 0;
  for (const [a = NaN, b = NaN] of draws) {
    tenths[Math.floor(a * 10)]! += 1 / draws.length;
    if (a < 0.5 && b < 0.5) both += 1 / draws.length;
  }
  for (const it of tenths) expect(it).toBeCloseTo(0.1, 1);
  expect(Math.abs(both - 0.25)).toBeLessThan(0.015);
});

it('is never sure, and never impossible', () => {
  for (const seed of [0, 1, 2 ** 32 - 1, NaN]) {
    expect(chanceOf('a', seed)).toBeGreaterThan(0);
    expect(chanceOf('a', seed)).toBeLessThan(1);
  }
});

it('takes a broken source of chance for zero', () => {
  expect(drawSeed({ next: () => NaN })).toBe(0);
});

it('places a weight of nothing after all others', () => {
  expect(drawKey(0.999, 0)).toBe(Infinity);
  expect(drawKey(1e-12, 1e-6)).toBeLessThan(Infinity);
});

it('tells texts apart, and itself by its seed', () => {
  const hashes = new Set(Array.from({ length: 10_000 }, (_, i) => hashText(`user ${i}`)));
  expect(hashes.size).toBeGreaterThan(9_990);
  expect(hashText('a', 1)).not.toBe(hashText('a', 2));
});
