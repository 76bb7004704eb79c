import fc from 'fast-check';
import { SeededRandom } from '../../contracts/random.js';
import { foldsOf } from './split.js';

it('keeps groups together, and makes folds of about one size', () => {
  const groups = fc.array(
    fc.option(fc.integer({ min: 0, max: 20 }).map(String), { nil: undefined }),
    {
      minLength: 100,
      maxLength: 200,
    },
  );
  fc.assert(
    fc.property(groups, fc.integer(), (names, seed) => {
      const folds = foldsOf(names, 5, new SeededRandom(seed));
      const foldOf = new Map<string, number>();
      names.forEach((name, i) => {
        if (name === undefined) return;
        expect(foldOf.get(name) ?? folds[i]).toBe(folds[i]);
        foldOf.set(name, folds[i]!);
      });
      const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((it) => it === fold).length);
      const largest = Math.max(...names.map((name) => names.filter((it) => it === name).length));
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);
    }),
    { numRuns: 50 },
  );
});

it('deals the same for the same seed', () => {
  const names = Array.from({ length: 50 }, () => undefined);
  const deal = (seed: number) => foldsOf(names, 5, new SeededRandom(seed));
  expect(deal(1)).toEqual(deal(1));
  expect(deal(1)).not.toEqual(deal(2));
});
