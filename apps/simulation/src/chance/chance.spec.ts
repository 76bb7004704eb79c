import fc from 'fast-check';
import { percentile } from '../measure/percentile.js';
import { exponential, logNormal } from './distributions.js';
import { drawsFor } from './draws.js';

const COUNT = 20_000;

function sample(value: () => number): number[] {
  return Array.from({ length: COUNT }, value).sort((a, b) => a - b);
}

describe('chance', () => {
  it('depends on its coordinates alone, and stays in [0, 1)', () => {
    const coordinates = fc.array(fc.integer({ min: 0, max: 2 ** 31 }), { minLength: 1 });
    fc.assert(
      fc.property(coordinates, (where) => {
        const [one, other] = [drawsFor(...where), drawsFor(...where)];
        for (let index = 0; index < 5; index++) {
          const value = one();
          expect(value).toBe(other());
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
        }
      }),
    );
  });

  it('is uniform over neighbouring coordinates, as well as along a sequence', () => {
    const draw = drawsFor(7);
    let request = 0;
    for (const values of [sample(draw), sample(() => drawsFor(7, request++, 1, 0)())]) {
      for (const percent of [5, 25, 50, 75, 95]) {
        expect(percentile(values, percent)).toBeCloseTo(percent / 100, 1);
      }
    }
  });

  it('has the median and the spread that were asked for', () => {
    const draw = drawsFor(3);
    const values = sample(() => logNormal({ median: 200, sigma: 0.5 }, draw));
    expect(percentile(values, 50) / 200).toBeCloseTo(1, 1);
    // One standard deviation above the median of the logarithms.
    expect(Math.log(percentile(values, 84.13) / 200)).toBeCloseTo(0.5, 1);
    const gaps = sample(() => exponential(25, draw));
    expect(gaps.reduce((sum, it) => sum + it, 0) / COUNT / 25).toBeCloseTo(1, 1);
  });
});
