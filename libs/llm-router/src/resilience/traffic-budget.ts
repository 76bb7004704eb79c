import type { Clock } from '../contracts/clock.js';
import { SlidingCounts } from './sliding-counts.js';

const CALLED = 0;
const TAKEN = 1;

/**
 * Bounds what is sent upstream beyond the first attempt of each call, such as retries and hedges, to a share of the
 * calls of late: when everything fails, the load hardly grows. Source: Google SRE Book, chapter 21, "Handling Overload"
 * (per-client retry budget).
 */
export class TrafficBudget {
  private readonly counts: SlidingCounts;

  /**
   * @param share of the calls in the window that may have an extra attempt, on average
   * @param floor extra attempts that a window allows, however few calls there are
   * @param windowMs milliseconds; default 10 s
   */
  constructor(
    private readonly share: number,
    private readonly floor: number,
    private readonly clock: Clock,
    windowMs = 10_000,
  ) {
    this.counts = new SlidingCounts(windowMs, 2);
  }

  /** A call has begun. */
  called(): void {
    this.counts.add(CALLED, this.clock.monotonic());
  }

  /** Takes an extra attempt; false where there is none left. */
  tryTake(): boolean {
    const now = this.clock.monotonic();
    const allowed = Math.max(this.floor, this.share * this.counts.total(CALLED, now));
    if (this.counts.total(TAKEN, now) + 1 > allowed) return false;
    this.counts.add(TAKEN, now);
    return true;
  }
}
