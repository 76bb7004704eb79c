import { MemoryThrottlerStorage } from './memory-throttler-storage.js';

describe('MemoryThrottlerStorage', () => {
  let now = 0;
  const storage = () => new MemoryThrottlerStorage(() => now);
  const hit = (it: MemoryThrottlerStorage, key = 'a', block = 0) =>
    it.increment(key, 60_000, 2, block, 'default');

  beforeEach(() => (now = 0));

  it('lets as many through as the limit says, and tells when the window ends', async () => {
    const it = storage();
    expect(await hit(it)).toMatchObject({ totalHits: 1, isBlocked: false, timeToExpire: 60 });
    expect(await hit(it)).toMatchObject({ totalHits: 2, isBlocked: false });
    now = 15_000;
    expect(await hit(it)).toMatchObject({ isBlocked: true, timeToBlockExpire: 45 });
    now = 60_000;
    expect(await hit(it)).toMatchObject({ totalHits: 1, isBlocked: false });
  });

  it('blocks from the first hit over the limit, and later hits do not prolong it', async () => {
    const it = storage();
    await hit(it, 'a', 10_000);
    await hit(it, 'a', 10_000);
    expect(await hit(it, 'a', 10_000)).toMatchObject({ isBlocked: true, timeToBlockExpire: 10 });
    now = 9_000;
    expect(await hit(it, 'a', 10_000)).toMatchObject({ isBlocked: true, timeToBlockExpire: 1 });
    now = 10_000;
    expect(await hit(it, 'a', 10_000)).toMatchObject({ isBlocked: false });
  });

  it('counts callers apart, and forgets those whose window has ended', async () => {
    const it = storage();
    for (let caller = 0; caller < 10_000; caller++) await hit(it, `caller ${caller}`);
    now = 60_000;
    for (let caller = 0; caller < 10_000; caller++) await hit(it, `other ${caller}`);
    expect((it as unknown as { windows: Map<string, unknown> }).windows.size).toBeLessThan(15_000);
    expect(await hit(it, 'caller 5')).toMatchObject({ totalHits: 1 });
  });
});
