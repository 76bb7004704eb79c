import fc from 'fast-check';
import { ErrorRate } from './error-rate.js';

it('is nothing at first, and the share of what failed', () => {
  const errors = new ErrorRate();
  expect(errors.rate(5)).toBe(0);
  errors.failed(5);
  expect(errors.rate(5)).toBe(1);
  for (let i = 0; i < 3; i++) errors.succeeded(5);
  expect(errors.rate(5)).toBeCloseTo(0.25);
});

it('forgets by time', () => {
  const errors = new ErrorRate();
  for (let i = 0; i < 100; i++) errors.succeeded(0);
  errors.failed(30_000);
  errors.failed(30_000);
  // Of the hundred, five are left.
  expect(errors.rate(30_000)).toBeCloseTo(2 / (2 + 100 / Math.E ** 3));
});

it('fades while nothing ends, and is back at once when it goes on', () => {
  const errors = new ErrorRate();
  for (let i = 0; i < 100; i++) errors.failed(0);
  expect(errors.rate(10_000)).toBeCloseTo(1 / Math.E);
  errors.failed(10_000);
  expect(errors.rate(10_000)).toBe(1);
});

it('stays within 0 and 1', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(100_000_000))), (list) => {
      const errors = new ErrorRate();
      let now = 0;
      for (const [fails, elapsed] of list) {
        now += elapsed;
        if (fails) errors.failed(now);
        else errors.succeeded(now);
        expect(errors.rate(now)).toBeGreaterThanOrEqual(0);
        expect(errors.rate(now)).toBeLessThanOrEqual(1);
      }
    }),
  );
});
