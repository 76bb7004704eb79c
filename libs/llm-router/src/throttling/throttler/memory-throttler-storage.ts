import type { ThrottlerStorage } from '@nestjs/throttler';

type ThrottlerStorageRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

interface CountingWindow {
  hits: number;
  /** Milliseconds of the clock. */
  endsAt: number;
}

/** So many windows are kept before the ended ones are looked for. */
const SWEEP_FROM = 10_000;

/**
 * Counts of `@nestjs/throttler` in memory, in one number for each caller: the same fixed windows as in Redis, at a cost
 * that does not grow with the limit. The package's own storage keeps the time of every hit and goes through them all.
 */
export class MemoryThrottlerStorage implements ThrottlerStorage {
  private readonly windows = new Map<string, CountingWindow>();
  private sweepAt = SWEEP_FROM;

  /** @param now milliseconds of a clock that never steps. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  async increment(
    key: string,
    ttl: number,
    limit: number,
    blockDuration: number,
    throttlerName: string,
  ): Promise<ThrottlerStorageRecord> {
    const now = this.now();
    const window = this.window(`${throttlerName}:${key}`, now, ttl);
    window.hits++;
    if (window.hits === limit + 1 && blockDuration > 0) window.endsAt = now + blockDuration;
    const isBlocked = window.hits > limit;
    const seconds = Math.ceil((window.endsAt - now) / 1_000);
    return {
      totalHits: window.hits,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    };
  }

  private window(key: string, now: number, ttl: number): CountingWindow {
    const standing = this.windows.get(key);
    if (standing !== undefined && standing.endsAt > now) return standing;
    const window = { hits: 0, endsAt: now + ttl };
    this.windows.set(key, window);
    if (this.windows.size >= this.sweepAt) this.sweep(now);
    return window;
  }

  private sweep(now: number): void {
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
    this.sweepAt = Math.max(SWEEP_FROM, 2 * this.windows.size);
  }
}
