import fc from 'fast-check';
import { auc, aucError, brier, calibrationError, strongCallsFor } from './metrics.js';

it('ranks', () => {
  expect(auc([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBe(0.75);
  expect(auc([1, 1, 1], [true, false, true])).toBe(0.5);
  expect(auc([1, 2], [true, true])).toBeNaN();
});

it('ranks as if all pairs were compared', () => {
  const samples = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), {
    minLength: 2,
    maxLength: 30,
  });
  fc.assert(
    fc.property(samples, (rows) => {
      const good = rows.filter(([, label]) => label);
      const bad = rows.filter(([, label]) => !label);
      fc.pre(good.length > 0 && bad.length > 0);
      const points = good.flatMap(([a]) => bad.map(([b]) => (a > b ? 1 : a === b ? 0.5 : 0)));
      const expected = points.reduce<number>((sum, it) => sum + it, 0) / points.length;
      const area = auc(
        rows.map(([score]) => score),
        rows.map(([, label]) => label),
      );
      expect(area).toBeCloseTo(expected, 10);
    }),
  );
});

it('knows how sure a ranking is', () => {
  // The example of the source: 0.893 over 58 normal and 51 abnormal cases has an error of about 0.03.
  expect(aucError(0.893, 51, 58)).toBeCloseTo(0.032, 2);
});

it('measures probabilities', () => {
  expect(brier([1, 0], [true, false])).toBe(0);
  expect(brier([0.5, 0.5], [true, false])).toBe(0.25);
  const half = Array.from({ length: 100 }, (_, i) => i % 2 === 0);
  expect(
    calibrationError(
      half.map(() => 0.5),
      half,
    ),
  ).toBeCloseTo(0);
  expect(
    calibrationError(
      half.map(() => 0.9),
      half,
    ),
  ).toBeCloseTo(0.4);
});

it('counts the strong calls that a ranking needs', () => {
  const outcomes = [
    { cheap: false, strong: true },
    { cheap: true, strong: true },
    { cheap: false, strong: true },
    { cheap: true, strong: false },
    { cheap: true, strong: true },
  ];
  // The strong model is right once more than the cheap one; the first call of the ranking is enough for that.
  expect(strongCallsFor(1, [0, 0.5, 0.1, 0.9, 0.8], outcomes)).toBe(0.2);
  expect(strongCallsFor(1, [0.9, 0.5, 0.8, 0.1, 0], outcomes)).toBe(1);
  expect(strongCallsFor(0.5, [0], [{ cheap: true, strong: true }])).toBeNaN();
});
