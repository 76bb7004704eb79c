import { decide, fitLogistic, type Row } from './logistic.js';
import { minimise } from './minimise.js';
import { SeededRandom } from '../../contracts/random.js';

it('finds the bottom of a long valley', () => {
  // The function of Rosenbrock; its minimum is at (1, 1).
  const [x, y] = minimise(
    ([a = 0, b = 0], gradient) => {
      gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a);
      gradient[1] = 200 * (b - a * a);
      return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
    },
    Float64Array.of(-1.2, 1),
    500,
  );
  expect(x).toBeCloseTo(1, 2);
  expect(y).toBeCloseTo(1, 2);
});

it('finds the odds that made the data', () => {
  const random = new SeededRandom(7);
  const rows = Array.from({ length: 20_000 }, (): Row => {
    const x = random.next() * 4 - 2;
    const chance = 1 / (1 + Math.exp(-(0.5 + 1.5 * x)));
    return {
      features: Int32Array.of(0),
      values: Float32Array.of(x),
      label: Number(random.next() < chance),
    };
  });
  const { weights, bias } = fitLogistic(rows, 1, 2, 1e-6);
  expect(weights[1]! - weights[0]!).toBeCloseTo(1.5, 1);
  expect(bias[1]! - bias[0]!).toBeCloseTo(0.5, 1);
});

it('tells three classes apart, and shrinks under a penalty', () => {
  const rows = [0, 1, 2].map((label): Row => ({
    features: Int32Array.of(label),
    values: 1,
    label,
  }));
  const free = fitLogistic(rows, 3, 3, 1e-4);
  const held = fitLogistic(rows, 3, 3, 1);
  rows.forEach((row) => {
    const odds = Array.from(decide(free, row));
    expect(odds.indexOf(Math.max(...odds))).toBe(row.label);
  });
  const size = (it: Float64Array): number => it.reduce((sum, weight) => sum + weight * weight, 0);
  expect(size(held.weights)).toBeLessThan(size(free.weights) / 10);
});

it('heeds the weights of rows', () => {
  const row = (label: number, weight: number): Row => ({
    features: Int32Array.of(),
    values: 1,
    label,
    weight,
  });
  const { bias } = fitLogistic([row(0, 1), row(1, 3)], 0, 2, 0);
  expect(bias[1]! - bias[0]!).toBeCloseTo(Math.log(3), 3);
});
