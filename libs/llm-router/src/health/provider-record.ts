import type { AttemptRecord, FailureFacts } from '../contracts/attempt.js';
import { blamesTarget } from '../contracts/errors/blames-target.js';
import type {
  ProviderFailure,
  ProviderHealthSnapshot,
  ProviderState,
} from './provider-health-snapshot.js';
import { SlidingPercentiles } from './sliding-percentiles.js';

/** Failures in a row after which a provider counts as down. */
const DOWN_AFTER = 3;
/** How long a failure keeps a provider degraded. */
const DEGRADED_FOR_MS = 60_000;
/** After this long without news nothing is known any more: else a provider that nobody asks stays down for ever. */
const STALE_AFTER_MS = 5 * 60_000;

/** It answers, but not everything or not in the caller's time, so it may be degraded but is not down. */
const NOT_DOWN = new Set(['rate_limited', 'model_gone', 'deadline_exceeded']);

/** What is known of one provider. Times in milliseconds: `now` of the calendar, `monotonic` for spans. */
export class ProviderRecord {
  private readonly duration = new SlidingPercentiles();
  private readonly firstPart = new SlidingPercentiles();
  private attempts = 0;
  private consecutiveFailures = 0;
  private lastError: ProviderFailure | undefined;
  private lastSuccessAt: number | undefined;
  private unusable = false;
  private lastTroubleAt: number | undefined;
  private lastNewsAt: number | undefined;
  private lastLiveNewsAt: number | undefined;

  attempted(attempt: AttemptRecord, now: number, monotonic: number): void {
    this.attempts++;
    if (attempt.firstPartMs !== undefined) this.firstPart.record(attempt.firstPartMs, monotonic);
    if (attempt.status === 'succeeded') {
      this.duration.record(attempt.durationMs, monotonic);
      this.succeeded(now, monotonic);
    } else {
      const failure = attempt.failure ?? { code: attempt.status, message: attempt.status };
      if (!blamesTarget(failure.code)) return;
      this.failed(failure, now, monotonic, attempt.credential);
    }
    this.lastLiveNewsAt = monotonic;
  }

  succeeded(now: number, monotonic: number): void {
    this.consecutiveFailures = 0;
    this.unusable = false;
    this.lastSuccessAt = now;
    this.lastNewsAt = monotonic;
  }

  /** Nobody but the probe has asked, so one failure decides. */
  probeFailed(failure: FailureFacts, now: number, monotonic: number): void {
    this.failed(failure, now, monotonic);
    this.unusable ||= !NOT_DOWN.has(failure.code);
  }

  /** Whether calls, not probes, have told something of it since then. */
  heardSince(monotonic: number): boolean {
    return this.lastLiveNewsAt !== undefined && this.lastLiveNewsAt >= monotonic;
  }

  snapshot(provider: string, monotonic: number): ProviderHealthSnapshot {
    const { attempts, consecutiveFailures, lastError, lastSuccessAt } = this;
    const durationMs = this.duration.read(monotonic);
    const firstPartMs = this.firstPart.read(monotonic);
    return {
      provider,
      state: this.state(monotonic),
      consecutiveFailures,
      attempts,
      ...(lastError && { lastError }),
      ...(lastSuccessAt !== undefined && { lastSuccessAt }),
      ...(durationMs && { durationMs }),
      ...(firstPartMs && { firstPartMs }),
    };
  }

  private failed(
    { code, message }: FailureFacts,
    now: number,
    monotonic: number,
    credential?: string,
  ): void {
    this.lastError = { code, message, at: now, ...(credential !== undefined && { credential }) };
    this.lastTroubleAt = monotonic;
    this.lastNewsAt = monotonic;
    if (NOT_DOWN.has(code)) return;
    this.consecutiveFailures++;
    this.unusable ||= code === 'auth_refused';
  }

  private state(monotonic: number): ProviderState {
    if (this.lastNewsAt === undefined || monotonic - this.lastNewsAt >= STALE_AFTER_MS) {
      return 'unknown';
    }
    if (this.unusable || this.consecutiveFailures >= DOWN_AFTER) return 'down';
    const troubled =
      this.lastTroubleAt !== undefined && monotonic - this.lastTroubleAt < DEGRADED_FOR_MS;
    return troubled ? 'degraded' : 'up';
  }
}
