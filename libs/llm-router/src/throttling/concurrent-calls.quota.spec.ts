import { NO_USAGE } from '../contracts/token-usage.js';
import { ConcurrentCallsQuota } from './concurrent-calls.quota.js';

const settled = { status: 'succeeded', usage: NO_USAGE, cost: 0n, attempts: [] } as const;

it('refuses the call beyond the limit until another has settled', () => {
  const quota = new ConcurrentCallsQuota({ limits: { concurrentCalls: 2 } });
  const first = quota.reserve();
  quota.reserve();
  expect(() => quota.reserve()).toThrow(
    expect.objectContaining({ code: 'quota_exceeded', httpStatus: 429, retryAfterMs: 1_000 }),
  );
  first?.settle(settled);
  expect(quota.reserve()).toBeDefined();
  expect(() => quota.reserve()).toThrow('2 calls are under way');
});

it('reserves nothing where no limit is set', () => {
  expect(new ConcurrentCallsQuota({}).reserve()).toBeUndefined();
});

it.each([0, -1, 1.5, NaN])('refuses a limit of %p', (concurrentCalls) => {
  expect(() => new ConcurrentCallsQuota({ limits: { concurrentCalls } })).toThrow(
    'limits.concurrentCalls',
  );
});
