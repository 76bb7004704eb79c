import fc from 'fast-check';
import { DecayingCount } from './decaying-count.js';
import { DecayingMean } from './decaying-mean.js';

const steps = fc.array(fc.tuple(fc.nat(1_000), fc.nat(100_000)), { minLength: 1 });

describe('DecayingCount', () => {
  it('halves with each half-life', () => {
    const count = new DecayingCount(1_000);
    count.add(8, 500);
    expect(count.read(500)).toBe(8);
    expect(count.read(1_500)).toBe(4);
    count.add(1, 3_500);
    expect(count.read(3_500)).toBe(2);
    expect(count.read(1e12)).toBe(0);
  });
});

describe('DecayingMean', () => {
  it('is unknown at first, and lasts', () => {
    const mean = new DecayingMean(1_000);
    expect(mean.value).toBeUndefined();
    mean.add(7, 1, 0);
    expect(mean.value).toBe(7);
  });

  it('weighs by weight and by age', () => {
    const mean = new DecayingMean(1_000);
    mean.add(0, 2, 0);
    mean.add(10, 1, 1_000);
    expect(mean.value).toBe(5);
    mean.add(10, 9, 1_000);
    expect(mean.value).toBeCloseTo(100 / 11);
    mean.add(3, 1, 1e15);
    expect(mean.value).toBe(3);
  });

  it('stays within its values', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const mean = new DecayingMean(30_000);
        let now = 0;
        for (const [value, elapsed] of list) mean.add(value, 1, (now += elapsed));
        const all = list.map(([value]) => value);
        expect(mean.value).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9);
        expect(mean.value).toBeLessThanOrEqual(Math.max(...all) + 1e-9);
      }),
    );
  });
});
