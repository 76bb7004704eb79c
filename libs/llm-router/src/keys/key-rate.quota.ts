import { Injectable } from '@nestjs/common';
import type { RequestCaller } from '../contracts/caller-of-request.js';
import { Clock } from '../contracts/clock.js';
import { QuotaExceededError } from '../contracts/errors/request-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import type { Quota } from '../contracts/quota.js';
import { LlmQuota } from '../plugin/plugin-markers.js';

const MINUTE_MS = 60_000;
/** So many keys are remembered before those that are at rest are forgotten. */
const SWEEP_AT = 10_000;

/**
 * Limits the calls of each key to its `requestsPerMinute`, in this process: a full minute's calls may come at once, then
 * one for each that the rate allows (the generic cell rate algorithm, ITU-T I.371). Answers from the cache are not counted.
 */
@LlmQuota()
@Injectable()
export class KeyRateQuota implements Quota {
  readonly id = 'key-rate';
  /** When each key is at rest again, if it makes no further call. */
  private readonly restedAt = new Map<string, number>();
  private sweepAt = SWEEP_AT;

  constructor(private readonly clock: Clock) {}

  /** Throws a `QuotaExceededError`. There is nothing to give back: a call that fails was one. */
  reserve({ caller }: Pick<Exchange, 'caller'>): undefined {
    const { keyId, limits }: RequestCaller = caller;
    const rate = limits?.requestsPerMinute;
    if (keyId === undefined || rate === undefined) return undefined;
    const now = this.clock.monotonic();
    const interval = MINUTE_MS / rate;
    const rested = Math.max(now, this.restedAt.get(keyId) ?? now) + interval;
    const waitMs = rested - now - MINUTE_MS;
    // Sums of fractions: less than a microsecond is nothing.
    if (waitMs > 1e-3) {
      throw new QuotaExceededError(
        `This key may make ${rate} calls a minute. Try again in ${Math.ceil(waitMs / 1_000)} s.`,
        Math.ceil(waitMs),
      );
    }
    this.restedAt.set(keyId, rested);
    if (this.restedAt.size > this.sweepAt) this.sweep(now);
    return undefined;
  }

  private sweep(now: number): void {
    for (const [key, rested] of this.restedAt) if (rested <= now) this.restedAt.delete(key);
    this.sweepAt = Math.max(SWEEP_AT, this.restedAt.size * 2);
  }
}
