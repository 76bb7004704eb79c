import { backoffMs } from './backoff.js';

describe('backoffMs', () => {
  const policy = { baseMs: 100, maxMs: 500 };

  it('doubles the ceiling with each try, up to the cap', () => {
    expect([1, 2, 3, 4, 5].map((tries) => backoffMs(policy, tries, () => 0.9999))).toEqual([
      99, 199, 399, 499, 499,
    ]);
  });

  it('goes down to no wait at all (full jitter)', () => {
    expect(backoffMs(policy, 3, () => 0)).toBe(0);
  });
});
