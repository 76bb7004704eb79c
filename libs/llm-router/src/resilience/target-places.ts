import type { Delivery } from '../contracts/provider-adapter.js';
import { type ConcurrencyBounds, ConcurrencyLimit } from './concurrency-limit.js';

/** What an attempt has shown about how much its target takes. */
export interface SlotSample {
  readonly delivery: Delivery;
  /** Milliseconds: of a stream until its first part, of a document until its end. Without meaning where it failed. */
  readonly latencyMs: number;
  /** It failed, and the target is to blame. */
  readonly failed: boolean;
}

/** How much the latest of them counts in the average time that places are held. */
const NEWEST_WEIGHT = 0.1;

/** The places at one target. Times are milliseconds of a clock that never steps. */
export class TargetPlaces {
  private readonly limit: ConcurrencyLimit;
  private used = 0;
  private heldMs: number | undefined;
  private movedAt = 0;

  constructor(bounds: ConcurrencyBounds) {
    this.limit = new ConcurrencyLimit(bounds);
  }

  get inUse(): number {
    return this.used;
  }

  get limitNow(): number {
    return this.limit.value;
  }

  get isFree(): boolean {
    return this.used < this.limit.value;
  }

  /** Returns how many are in use now. */
  take(now: number): number {
    this.movedAt = now;
    return ++this.used;
  }

  /** @param usedThen what `take()` had returned */
  giveBack(takenAt: number, now: number, usedThen: number, sample: SlotSample | undefined): void {
    this.used--;
    this.movedAt = now;
    const held = now - takenAt;
    this.heldMs =
      this.heldMs === undefined ? held : this.heldMs + NEWEST_WEIGHT * (held - this.heldMs);
    if (sample === undefined) return;
    if (sample.failed) this.limit.failed(now);
    else this.limit.answered(sample.delivery, sample.latencyMs, usedThen);
  }

  /**
   * Places that become free in a millisecond, by Little's law: those in use over the time that they are held, as of
   * late. Where none has moved for longer than that, it is that time at least. Undefined where nothing is known yet.
   */
  releaseRate(now: number): number | undefined {
    if (this.heldMs === undefined) return undefined;
    return this.used / Math.max(this.heldMs, now - this.movedAt, 1);
  }

  /** Nobody uses it, and nobody has for so long. */
  isIdle(now: number, forMs: number): boolean {
    return this.used === 0 && now - this.movedAt >= forMs;
  }
}
