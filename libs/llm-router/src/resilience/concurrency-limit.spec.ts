import fc from 'fast-check';
import type { Delivery } from '../contracts/provider-adapter.js';
import { ConcurrencyLimit } from './concurrency-limit.js';

const BOUNDS = { min: 4, initial: 100, max: 1_000 };

function answers(
  limit: ConcurrencyLimit,
  times: number,
  latencyMs: number,
  inUse = (): number => limit.value,
  delivery: Delivery = 'document',
): ConcurrencyLimit {
  for (let count = 0; count < times; count++) limit.answered(delivery, latencyMs, inUse());
  return limit;
}

describe('ConcurrencyLimit', () => {
  it('begins as it is told to', () => {
    expect(new ConcurrencyLimit(BOUNDS).value).toBe(100);
  });

  it('grows by a fifth of its root with each answer that is as fast as usual, up to the cap', () => {
    const limit = new ConcurrencyLimit(BOUNDS);
    expect(answers(limit, 1, 300).value).toBe(102);
    expect(answers(limit, 10_000, 300).value).toBe(1_000);
  });

  it('grows while answers are up to twice as slow as usual', () => {
    const limit = answers(new ConcurrencyLimit(BOUNDS), 20, 300);
    const before = limit.value;
    expect(answers(limit, 20, 550).value).toBeGreaterThan(before);
  });

  it('shrinks while answers are much slower than usual, down to the floor', () => {
    const limit = answers(new ConcurrencyLimit(BOUNDS), 100, 300);
    const before = limit.value;
    expect(answers(limit, 10, 3_000).value).toBeLessThan(before / 2);
    expect(answers(new ConcurrencyLimit({ ...BOUNDS, min: 90 }), 1, 1).value).toBe(102);
    const floored = answers(new ConcurrencyLimit({ ...BOUNDS, min: 90 }), 20, 300);
    expect(answers(floored, 50, 30_000).value).toBe(90);
  });

  it('does not grow while less than half of it is used', () => {
    const limit = new ConcurrencyLimit(BOUNDS);
    expect(answers(limit, 1_000, 300, () => 49).value).toBe(100);
    expect(answers(limit, 1, 300, () => 50).value).toBe(102);
  });

  it('does not mix streams, timed to their first part, with documents', () => {
    const limit = new ConcurrencyLimit(BOUNDS);
    for (let count = 0; count < 90; count++) {
      const before = limit.value;
      answers(limit, 1, 200, undefined, 'stream');
      answers(limit, 1, 20_000, undefined, 'document');
      expect(limit.value).toBeGreaterThan(before);
    }
  });

  it('takes what is slower for good for the usual in time', () => {
    const limit = answers(new ConcurrencyLimit(BOUNDS), 100, 300);
    answers(limit, 50, 3_000);
    const low = limit.value;
    expect(answers(limit, 1_000, 3_000).value).toBeGreaterThan(low);
  });

  it('is soon itself again after a slow time', () => {
    const limit = answers(new ConcurrencyLimit(BOUNDS), 1_000, 3_000);
    answers(limit, 60, 300);
    const before = limit.value;
    // By now 300 ms is the usual, so ten times that is a sign of a queue.
    expect(answers(limit, 5, 3_000).value).toBeLessThan(before);
  });

  it('shrinks by a tenth with a failure, once a second', () => {
    const limit = new ConcurrencyLimit(BOUNDS);
    for (const now of [5_000, 5_001, 5_999]) limit.failed(now);
    expect(limit.value).toBe(90);
    limit.failed(6_000);
    expect(limit.value).toBe(81);
    for (let now = 7_000; now < 100_000; now += 1_000) limit.failed(now);
    expect(limit.value).toBe(4);
  });

  it('is a whole number within its bounds, whatever it is told', () => {
    const bounds = fc
      .tuple(fc.integer({ min: 1, max: 50 }), fc.nat(50), fc.nat(500))
      .map(([min, more, most]) => ({ min, initial: min + more, max: min + more + most }));
    const steps = fc.array(
      fc.record({
        delivery: fc.constantFrom<Delivery | 'failed'>('stream', 'document', 'failed'),
        latencyMs: fc.oneof(fc.double(), fc.constantFrom(0, NaN, Infinity, -1, 1e308)),
        inUse: fc.oneof(fc.nat(2_000), fc.constantFrom(NaN, Infinity)),
      }),
      { maxLength: 100 },
    );
    fc.assert(
      fc.property(bounds, steps, (it, all) => {
        const limit = new ConcurrencyLimit(it);
        all.forEach(({ delivery, latencyMs, inUse }, index) => {
          if (delivery === 'failed') limit.failed(index * 600);
          else limit.answered(delivery, latencyMs, inUse);
          expect(Number.isInteger(limit.value)).toBe(true);
          expect(limit.value).toBeGreaterThanOrEqual(it.min);
          expect(limit.value).toBeLessThanOrEqual(it.max);
        });
      }),
    );
  });
});
