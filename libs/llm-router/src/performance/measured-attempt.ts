import type { AttemptRecord } from '../contracts/attempt.js';
import { failsTarget } from '../contracts/errors/blames-target.js';
import type { AttemptTrace } from '../contracts/live-performance.js';
import type { Delivery } from '../contracts/provider-adapter.js';
import { inputTokens, outputTokens } from '../contracts/token-usage.js';
import type { Started } from './reported-limits.js';
import { isAmount, type TargetMeter } from './target-meter.js';
import { Waiting } from './waiting-list.js';

/** One attempt as it is measured: it is in flight from its making until it is ended, once. */
export class MeasuredAttempt extends Waiting implements AttemptTrace {
  private readonly tokens: number;
  private readonly as: Started;
  private firstPartMs: number | undefined;
  private isEnded = false;

  constructor(
    private readonly meter: TargetMeter,
    private readonly delivery: Delivery,
  ) {
    super(meter.time.now());
    this.tokens = meter.expectedTokens;
    this.as = meter.limits.started(this.tokens, this.since);
    meter.ownInFlight++;
    meter.delivery(delivery).waiting.add(this);
  }

  /** `credential` names the provider's key that was used, as each key has limits of its own. */
  opened(rateLimit: Readonly<Record<string, string>> | undefined, credential = ''): void {
    if (rateLimit === undefined || this.isEnded) return;
    const { limits, time } = this.meter;
    limits.opened(rateLimit, credential, this.as, time.now(), time.wall());
  }

  firstPart(milliseconds: number): void {
    if (this.isEnded || this.firstPartMs !== undefined || !isAmount(milliseconds)) return;
    this.firstPartMs = milliseconds;
    this.leave();
    this.meter.answered(milliseconds, this.delivery);
  }

  ended(record: AttemptRecord): void {
    if (this.isEnded) return;
    const duration = isAmount(record.durationMs) ? record.durationMs : 0;
    const hasAnswered = record.status === 'succeeded';
    this.firstPart(record.firstPartMs ?? (hasAnswered ? duration : NaN));
    this.isEnded = true;
    this.leave();
    this.meter.ownInFlight--;
    this.settleTokens(record);
    if (hasAnswered) {
      this.meter.succeeded(record, this.firstPartMs, this.delivery);
    } else if (isFault(record)) {
      this.meter.failedAfter(duration, this.delivery);
      if (record.status === 'timed_out' && this.firstPartMs === undefined) {
        this.meter.timedOut(duration, this.delivery);
      }
    } else if (wasGivenUp(record) && this.firstPartMs === undefined) {
      // Without this, a target that a second one is asked beside each time would never look slow.
      this.meter.waitedFor(duration, this.delivery);
    }
  }

  private leave(): void {
    this.meter.delivery(this.delivery).waiting.remove(this);
  }

  private settleTokens({ usage }: AttemptRecord): void {
    const used = inputTokens(usage) + outputTokens(usage);
    const more = (isAmount(used) ? used : 0) - this.tokens;
    if (more === 0) return;
    this.meter.limits.correct(more, this.as, this.since, this.meter.time.now());
  }
}

/** Whether the attempt counts against its target. A limit that holds it for a while is no failure. */
function isFault({ status, failure }: AttemptRecord): boolean {
  if (status === 'aborted') return false;
  if (failure === undefined) return true;
  return failsTarget(failure.code) && failure.code !== 'rate_limited';
}

function wasGivenUp({ status, failure }: AttemptRecord): boolean {
  return status === 'aborted' || failure?.code === 'deadline_exceeded';
}
