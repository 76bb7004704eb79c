import type { BreakerPolicy } from './breaker-policy.js';
import { SlidingCounts } from './sliding-counts.js';

const SUCCEEDED = 0;
const FAILED = 1;

/** How much longer the next cool-down is after a probe failed. */
const GROWTH = 1.2;
/** Cool-downs differ by so much in both directions, so that processes do not probe in step. */
const JITTER = 0.2;
/** So many answers in a row, after it closed, show that the target is well again: until then one failure opens it. */
const PROBATION = 5;
/** Growth beyond this makes no difference. */
const MOST_GROWTHS = 64;

/** A call as the breaker saw it begin. To be handed back with how the call went. */
export interface Trial {
  /** Its place among all beginnings, openings and closings. */
  readonly order: number;
  /** Whether it tests a target that was left alone. */
  readonly probe: boolean;
}

/**
 * The circuit breaker of one target (M. Nygard, "Release It!"; the sliding window and the half-open state as in
 * Resilience4j). It opens on failures in a row, or on their share in the window, lets one probe at a time through after
 * the cool-down, and closes when a call that began after the opening is answered.
 *
 * What began before the last opening or closing says nothing about now, and is not counted. Times are milliseconds of a
 * clock that never steps.
 */
export class CircuitBreaker {
  private readonly window: SlidingCounts;
  /** Failures in a row: without an answer to a call that began after the first of them. */
  private row = 0;
  /** Place of the call with which the row began. */
  private rowSince = 0;
  /** Answers since it closed. */
  private answers = 0;
  /** How often it opened without having been well in between. */
  private openings = 0;
  /** Undefined while it is closed. */
  private until: number | undefined;
  private ownUntil: number | undefined;
  /** The probe that keeps others away. */
  private probe: Trial | undefined;
  private lastProbe: Trial | undefined;
  /** The call whose first part closed it; it has not ended. */
  private closer: Trial | undefined;
  private changed = 0;
  private why = '';

  /**
   * @param random gives [0, 1)
   * @param nextOrder gives a greater number each time; shared by all breakers
   */
  constructor(
    private readonly policy: BreakerPolicy,
    private readonly random: () => number,
    private readonly nextOrder: () => number,
  ) {
    this.window = new SlidingCounts(policy.windowMs, 2);
  }

  get isClosed(): boolean {
    return this.until === undefined;
  }

  /** A probe is under way, and keeps others away. */
  get isProbing(): boolean {
    return this.probe !== undefined;
  }

  /** End of the cool-down; undefined while it is closed. */
  get openUntil(): number | undefined {
    return this.until;
  }

  /** End of the cool-down that its own failures led to. */
  get ownOpenUntil(): number | undefined {
    return this.ownUntil;
  }

  /** The last that was heard of it is a failure. */
  get isFailing(): boolean {
    return this.row > 0 || this.until !== undefined;
  }

  /** Why it opened last, in words: `it failed 5 times in a row`. */
  get cause(): string {
    return this.why;
  }

  /** Another number after each opening and closing. */
  get version(): number {
    return this.changed;
  }

  /** Whether a call may go to the target now. */
  admits(now: number): boolean {
    return this.until === undefined || (now >= this.until && this.probe === undefined);
  }

  /** Closed, and nothing is counted. */
  isIdle(now: number): boolean {
    return this.until === undefined && this.row === 0 && this.window.isEmpty(now);
  }

  /** A call begins, admitted or not: where so many targets are out that all are used, it is no probe. */
  started(now: number): Trial {
    const probe = this.until !== undefined && this.admits(now);
    const trial = { order: this.nextOrder(), probe };
    if (probe) this.probe = this.lastProbe = trial;
    return trial;
  }

  /** The first part of an answer is here: that closes it, unless the answer breaks off later. */
  answered(trial = this.lastProbe): void {
    if (!this.isCurrent(trial)) return;
    if (this.until !== undefined) {
      this.close();
      this.closer = trial;
      return;
    }
    this.endRow(trial);
    if (++this.answers >= PROBATION) this.openings = 0;
  }

  succeeded(now: number, trial = this.lastProbe): void {
    if (this.until !== undefined) {
      if (!this.isCurrent(trial)) return;
      this.close();
    } else if (trial === undefined || trial === this.closer || this.isCurrent(trial)) {
      this.window.add(SUCCEEDED, now);
    } else return;
    this.endRow(trial);
    this.closer = undefined;
  }

  /** A call ended that says nothing about the target, or its caller left: another one may probe. */
  released(trial = this.probe): void {
    if (trial === this.probe) this.probe = undefined;
  }

  failed(now: number, trial = this.lastProbe): void {
    if (this.until !== undefined) {
      if (trial?.probe && this.isCurrent(trial))
        this.open(now, 'it failed again when it was tested');
    } else if (trial !== undefined && trial === this.closer) {
      this.open(now, 'it broke off when it was tested');
    } else if (trial === undefined || this.isCurrent(trial)) {
      this.lengthenRow(trial);
      this.count(now);
    }
  }

  /** A call is silent for unusually long: a failure in the row, but no reason to leave the target alone for longer. */
  silent(now: number, trial: Trial | undefined): void {
    if (trial === undefined || !this.isCurrent(trial)) return;
    if (this.until !== undefined) {
      if (trial.probe) this.openAgain(now);
      return;
    }
    this.lengthenRow(trial);
    if (this.row >= this.policy.failures) {
      this.open(now, `it was silent or failed ${timesInARow(this.row)}`);
    }
  }

  /** Another process leaves the target alone until then. */
  openElsewhere(until: number, now: number): void {
    const clamped = Math.min(until, now + this.policy.maxCoolDownMs);
    if (this.until !== undefined) {
      this.until = Math.max(this.until, clamped);
      return;
    }
    this.shift('it failed in another process');
    this.until = clamped;
  }

  private count(now: number): void {
    const { failures, minSamples, errorRate } = this.policy;
    this.window.add(FAILED, now);
    const failed = this.window.total(FAILED, now);
    const samples = failed + this.window.total(SUCCEEDED, now);
    if (this.openings > 0) this.open(now, 'it failed again soon after it had come back');
    else if (this.row >= failures) this.open(now, `it failed ${timesInARow(this.row)}`);
    else if (samples >= minSamples && failed >= errorRate * samples) {
      this.open(now, `it failed in ${failed} of its last ${samples} attempts`);
    }
  }

  private lengthenRow(trial: Trial | undefined): void {
    if (this.row++ === 0) this.rowSince = trial?.order ?? 0;
  }

  /** What began before the row says nothing about it, e.g. a long stream that ends well. */
  private endRow(trial: Trial | undefined): void {
    if (trial === undefined || trial.order > this.rowSince) this.row = 0;
  }

  private openAgain(now: number): void {
    this.shift('it was silent when it was tested');
    this.until = this.ownUntil = now + this.policy.coolDownMs;
  }

  private open(now: number, cause: string): void {
    const { coolDownMs, maxCoolDownMs } = this.policy;
    const growth = GROWTH ** Math.min(this.openings, MOST_GROWTHS);
    const usual = Math.min(maxCoolDownMs, coolDownMs * growth);
    const length = Math.round(usual * (1 - JITTER + 2 * JITTER * this.random()));
    this.shift(cause);
    this.openings++;
    this.until = this.ownUntil = now + Math.min(maxCoolDownMs, length);
  }

  private close(): void {
    this.shift('');
    this.until = undefined;
  }

  /** What was counted before an opening or a closing says nothing about now. */
  private shift(cause: string): void {
    this.why = cause;
    this.changed = this.nextOrder();
    this.probe = this.lastProbe = this.closer = this.ownUntil = undefined;
    this.row = this.rowSince = this.answers = 0;
    this.window.clear();
  }

  private isCurrent(trial: Trial | undefined): boolean {
    return trial !== undefined && trial.order > this.changed;
  }
}

function timesInARow(times: number): string {
  return times === 1 ? 'once' : `${times} times in a row`;
}
