import type { Delivery } from '../contracts/provider-adapter.js';

/** How much slower than usual an answer may be before it is taken for a sign of a queue at the target. */
const TOLERANCE = 2;
/** How much of the way towards its new value the limit goes with each answer. */
const SMOOTHING = 0.2;
/** No single answer counts as a worse sign than this. */
const LEAST_GRADIENT = 0.5;
/** From this many times the present latency the usual one is from worse days, and is brought down. */
const DRIFT = 2;
const DRIFT_CORRECTION = 0.95;
/** What is left of the limit after a failure, which counts once in so many milliseconds. */
const AFTER_FAILURE = 0.9;
const FAILURE_EVERY_MS = 1_000;

export interface ConcurrencyBounds {
  readonly min: number;
  readonly initial: number;
  readonly max: number;
}

/**
 * How many attempts a target takes at once before they queue up there: grows by a little with each answer that is about
 * as fast as usual, and shrinks with those that are slower, and with failures. Streams are measured until their first
 * part, documents until their end, each against its own long-term average.
 *
 * Source: `Gradient2Limit` of Netflix's concurrency-limits (https://github.com/Netflix/concurrency-limits).
 */
export class ConcurrencyLimit {
  private estimate: number;
  private readonly usual: Readonly<Record<Delivery, LongAverage>> = {
    stream: new LongAverage(),
    document: new LongAverage(),
  };
  private shrankAt = -Infinity;

  constructor(private readonly bounds: ConcurrencyBounds) {
    this.estimate = bounds.initial;
  }

  /** A whole number from `min` to `max`. */
  get value(): number {
    return Math.floor(this.estimate);
  }

  /** An answer came. `inUse`: the attempts that were under way at the target when this one began, itself included. */
  answered(delivery: Delivery, latencyMs: number, inUse: number): void {
    if (!(latencyMs >= 0 && latencyMs < Infinity)) return;
    const latency = Math.max(latencyMs, 0.001);
    const usual = this.usual[delivery].add(latency);
    if (usual > DRIFT * latency) this.usual[delivery].scale(DRIFT_CORRECTION);
    // A target that is hardly used shows nothing about its limit.
    if (inUse < this.estimate / 2) return;
    const gradient = Math.max(LEAST_GRADIENT, Math.min(1, (TOLERANCE * usual) / latency));
    const target = this.estimate * gradient + Math.sqrt(this.estimate);
    this.set(this.estimate + SMOOTHING * (target - this.estimate));
  }

  /** An attempt failed through the target's fault. `now` of a clock that never steps. */
  failed(now: number): void {
    if (now - this.shrankAt < FAILURE_EVERY_MS) return;
    this.shrankAt = now;
    this.set(this.estimate * AFTER_FAILURE);
  }

  private set(estimate: number): void {
    this.estimate = Math.max(this.bounds.min, Math.min(this.bounds.max, estimate));
  }
}

/** An exponential average over about 600 values; the first ten are averaged plainly. */
class LongAverage {
  private static readonly WARM_UP = 10;
  private static readonly WEIGHT = 2 / (600 + 1);
  private count = 0;
  private value = 0;

  add(value: number): number {
    const { WARM_UP, WEIGHT } = LongAverage;
    const weight = this.count < WARM_UP ? 1 / ++this.count : WEIGHT;
    return (this.value += (value - this.value) * weight);
  }

  scale(factor: number): void {
    this.value *= factor;
  }
}
