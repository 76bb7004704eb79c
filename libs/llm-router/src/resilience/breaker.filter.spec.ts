import type { Candidate } from '../contracts/candidate.js';
import { BreakerFilter } from './breaker.filter.js';
import { RetryAfterFilter } from './retry-after.filter.js';
import { healthSetUp, limited, TARGET } from './target-health.fixture.js';

describe('filters by health', () => {
  const candidate = { id: TARGET } as Candidate;

  it('breaker: a reason in words while a target is left alone or tested; gives way in a panic', () => {
    const { clock, health, fail } = healthSetUp();
    const filter = new BreakerFilter(health);
    expect(filter.reject(candidate)).toBeUndefined();
    expect(filter.retryAt(candidate)).toBeUndefined();
    fail(5);
    clock.advance(120);
    expect(filter.reject(candidate)).toBe(
      'it failed 3 times in a row and is left alone for 0.9 s more',
    );
    expect(filter.retryAt(candidate)).toBe(clock.now() + 880);
    clock.advance(880);
    expect(filter.reject(candidate)).toBeUndefined();
    health.started(TARGET);
    expect(filter.reject(candidate)).toBe(
      'it failed 3 times in a row and is being tested by one call',
    );
    expect(filter.retryAt(candidate)).toBeGreaterThan(clock.now());
    expect(filter.yieldsWhenHalfAreOut).toBe(true);
  });

  it('retry-after: a reason in words for pauses alone; never gives way', () => {
    const { clock, health, fail } = healthSetUp();
    const filter = new RetryAfterFilter(health);
    fail(5);
    expect(filter.reject(candidate)).toBeUndefined();
    fail(1, limited(12_000));
    expect(filter.reject(candidate)).toBe('it asked for a pause, of which 12 s are left');
    expect(filter.retryAt(candidate)).toBe(clock.now() + 12_000);
    expect(filter).not.toHaveProperty('yieldsWhenHalfAreOut');
  });
});
