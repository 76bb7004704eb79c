import type { AttemptKind, AttemptRecord } from '../contracts/attempt.js';
import type { PlannedTarget } from '../contracts/attempt-plan.js';
import type { Clock } from '../contracts/clock.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { Exchange } from '../contracts/exchange.js';
import type { AttemptTrace } from '../contracts/live-performance.js';
import type { Trial } from './circuit-breaker.js';
import type { UsageCounter } from './usage-counter.js';

/** Milliseconds; `Infinity` where a phase has no limit of its own. */
export interface AttemptLimits {
  readonly connectMs: number;
  readonly firstPartMs: number;
  readonly idleMs: number;
  readonly attemptMs: number;
}

/** What a try is told before it starts. */
export interface AttemptInit {
  /** 0 for the first try of the call. */
  readonly index: number;
  readonly kind: AttemptKind;
  readonly target: PlannedTarget;
  readonly exchange: Exchange;
  readonly waitedMs: number;
  readonly limits: AttemptLimits;
  readonly clock: Clock;
  readonly trace: AttemptTrace;
  /** What the breaker gave for it. */
  readonly trial: Trial;
  readonly counter: UsageCounter;
  /** Called once, however it ends; `counted` as in `AttemptAccount`. */
  onEnd(
    record: AttemptRecord,
    failure: LlmRouterError | undefined,
    counted: Promise<AttemptRecord> | undefined,
  ): void;
}
