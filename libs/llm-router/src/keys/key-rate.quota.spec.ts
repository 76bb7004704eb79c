import fc from 'fast-check';
import type { CallerLimits } from '../contracts/caller-of-request.js';
import { ManualClock } from '../resilience/manual-clock.fixture.js';
import { KeyRateQuota } from './key-rate.quota.js';

const exchange = (keyId?: string, limits?: CallerLimits) => ({ caller: { keyId, limits } });

it('lets a minute’s calls come at once, and then at their rate', () => {
  const clock = new ManualClock();
  const quota = new KeyRateQuota(clock);
  const call = () => quota.reserve(exchange('k', { requestsPerMinute: 3 }));
  for (let made = 0; made < 3; made++) call();
  expect(call).toThrow(
    expect.objectContaining({ code: 'quota_exceeded', httpStatus: 429, retryAfterMs: 20_000 }),
  );
  clock.advance(19_999);
  expect(call).toThrow('This key may make 3 calls a minute. Try again in 1 s.');
  clock.advance(1);
  call();
  expect(call).toThrow();
  quota.reserve(exchange('other', { requestsPerMinute: 3 }));
});

it('lets pass who has no limit', () => {
  const quota = new KeyRateQuota(new ManualClock());
  for (let made = 0; made < 1_000; made++) {
    quota.reserve(exchange('k'));
    quota.reserve(exchange(undefined, { requestsPerMinute: 1 }));
    quota.reserve(exchange('k', { tokensPerMinute: 1 }));
  }
});

it('never lets more pass than a full minute and the rate since', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 200 }),
      (rate, pauses) => {
        const clock = new ManualClock();
        const quota = new KeyRateQuota(clock);
        const begun = clock.monotonic();
        let passed = 0;
        for (const pause of pauses) {
          clock.advance(pause);
          try {
            quota.reserve(exchange('k', { requestsPerMinute: rate }));
            passed++;
          } catch {
            // Refused.
          }
          const most = rate + ((clock.monotonic() - begun) / 60_000) * rate;
          expect(passed).toBeLessThanOrEqual(most + 1e-6);
        }
      },
    ),
  );
});

it('forgets keys that are at rest', () => {
  const clock = new ManualClock();
  const quota = new KeyRateQuota(clock);
  for (let key = 0; key < 30_000; key++) {
    clock.advance(60);
    quota.reserve(exchange(String(key), { requestsPerMinute: 60 }));
  }
  expect((quota as unknown as { restedAt: Map<string, number> }).restedAt.size).toBeLessThan(
    10_001,
  );
});
