import { DecayingMean } from './decaying-mean.js';

/** How fast a peak is forgotten, in milliseconds. */
const TAU_MS = 10_000;
/** Over what time the usual latency is taken, which a forgotten peak falls back to. */
const USUAL_HALF_LIFE_MS = 300_000;
/** What is older than this says nothing about now. */
const STALE_MS = 300_000;
/** What counts as usual for a target that has only failed. */
const UNKNOWN_USUAL_MS = 1_000;
/** Failures cost no more than this many times the usual latency, so that a target that works again is soon found. */
const LARGEST_CHARGE = 40;
/** What an answer leaves of the charge: at three failures in ten it stays as it is, at more it grows. */
const LEFT_BY_ANSWER = 0.7;

/**
 * Latency that is sensitive to peaks: a sample above the average replaces it at once, one below it pulls it down by
 * the time that has passed (Twitter Finagle, `PeakEwma`). Unlike Finagle's, it falls back to what is usual for the
 * target and not to zero, so that a slow target that is seldom asked does not come to look like a fast one.
 *
 * Failures are charged beside it: each one twice what the target seems to take, and each answer takes a part of it back.
 */
export class PeakAverage {
  private average = 0;
  private averageAt = -Infinity;
  private charged = 0;
  private chargedAt = -Infinity;
  private readonly usual = new DecayingMean(USUAL_HALF_LIFE_MS);

  /** Undefined where nothing is known, or nothing that is recent enough. Milliseconds. */
  read(now: number): number | undefined {
    const observed = this.observed(now);
    if (this.charged === 0 || now - this.chargedAt > STALE_MS) return observed;
    return Math.max(observed ?? UNKNOWN_USUAL_MS, this.charge(now));
  }

  /** An answer took so long. */
  add(sample: number, now: number): void {
    const current = this.observed(now);
    const elapsed = now - this.averageAt;
    this.usual.add(sample, 1, now);
    this.averageAt = now;
    if (current === undefined || sample > current) this.average = sample;
    else this.average = sample + (this.average - sample) * Math.exp(-elapsed / TAU_MS);
    this.setCharge(this.charge(now) * LEFT_BY_ANSWER, now);
  }

  /** The target is well again: peaks and charges say nothing any more. */
  forgive(): void {
    this.average = Math.min(this.average, this.usual.value ?? this.average);
    this.charged = 0;
  }

  /** An answer was waited for so long and did not come. */
  atLeast(sample: number, now: number): void {
    if (sample <= (this.observed(now) ?? 0)) return;
    this.average = sample;
    this.averageAt = now;
  }

  /** A failure. */
  fail(now: number): void {
    const usual = this.usual.value ?? UNKNOWN_USUAL_MS;
    const charge = 2 * (this.read(now) ?? usual / 2);
    this.setCharge(Math.min(charge, LARGEST_CHARGE * usual), now);
  }

  private observed(now: number): number | undefined {
    const elapsed = now - this.averageAt;
    if (elapsed > STALE_MS) return undefined;
    const floor = this.usual.value ?? UNKNOWN_USUAL_MS;
    if (this.average <= floor) return this.average;
    return floor + (this.average - floor) * Math.exp(-elapsed / TAU_MS);
  }

  private charge(now: number): number {
    return this.charged === 0 ? 0 : this.charged * Math.exp((this.chargedAt - now) / TAU_MS);
  }

  private setCharge(charge: number, now: number): void {
    // Less than a millisecond is nothing.
    this.charged = charge < 1 ? 0 : charge;
    this.chargedAt = now;
  }
}
