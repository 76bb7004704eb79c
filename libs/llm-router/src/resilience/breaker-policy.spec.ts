import type { BreakerOptions } from '../contracts/options.js';
import { breakerPolicy } from './breaker-policy.js';

describe('breakerPolicy', () => {
  it('has defaults', () => {
    expect(breakerPolicy({})).toEqual({
      failures: 3,
      errorRate: 0.5,
      windowMs: 10_000,
      minSamples: 10,
      coolDownMs: 1_000,
      maxCoolDownMs: 15_000,
    });
  });

  it('lets a long cool-down alone stand', () => {
    expect(breakerPolicy({ coolDown: '1m' })).toMatchObject({ maxCoolDownMs: 60_000 });
    expect(breakerPolicy({ coolDown: 0 })).toMatchObject({ coolDownMs: 0 });
  });

  it.each<[BreakerOptions, string]>([
    [{ failures: 0 }, 'breaker.failures: 0 is not a whole number from 1.'],
    [{ failures: 1.5 }, 'breaker.failures: 1.5 is not a whole number from 1.'],
    [{ failures: '5' as never }, 'breaker.failures: "5" is not a whole number from 1.'],
    [{ minSamples: NaN }, 'breaker.minSamples: NaN is not a whole number from 1.'],
    [
      { errorRate: 0 },
      'breaker.errorRate: 0 is not a share. Legal: a number above 0, and 1 at most',
    ],
    [{ errorRate: 50 }, 'breaker.errorRate: 50 is not a share.'],
    [{ errorRate: NaN }, 'breaker.errorRate: NaN is not a share.'],
    [{ window: 'soon' as never }, 'breaker.window: "soon" is not a duration.'],
    [{ window: 0 }, 'breaker.window: 0 is no time at all.'],
    [{ coolDown: -1 }, 'breaker.coolDown: -1 is not a duration.'],
    [{ maxCoolDown: NaN }, 'breaker.maxCoolDown: null is not a duration.'],
    [
      { coolDown: '2s', maxCoolDown: '1s' },
      'breaker.coolDown: 2000 ms is longer than breaker.maxCoolDown, which is 1000 ms.',
    ],
  ])('refuses %j', (options, message) => {
    expect(() => breakerPolicy(options)).toThrow(
      expect.objectContaining({
        code: 'configuration',
        message: expect.stringContaining(message) as string,
      }),
    );
  });
});
