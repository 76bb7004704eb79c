import type { AttemptPlan, PlannedTarget } from './attempt-plan.js';
import type { LlmRouterError } from './errors/llm-router-error.js';
import type { CallSettled } from './router-event.js';
import type { Exchange } from './exchange.js';

/** The port for limits: `@LlmQuota()`. */
export interface Quota {
  readonly id: string;
  /** Takes what the plan's first try may need, or throws an admission error. Undefined: nothing to give back. */
  reserve(
    exchange: Exchange,
    plan: AttemptPlan,
  ): Promise<QuotaLease | undefined> | QuotaLease | undefined;
}

/** What a quota learns of a call's end. */
export type QuotaOutcome = Pick<CallSettled, 'status' | 'usage' | 'cost' | 'attempts'>;

/** A reservation that is open until the call settles; settled exactly once, whatever the ending. */
export interface QuotaLease {
  /**
   * Asked before each try of the call: the first one, a retry, another target, one beside a slow one, a continuation.
   * `tries`: how many have been made before. Takes what it may need beside what those may still cost; where there is no
   * room it says why, and the try is not made. What it took for a try that was not made after all is free for the next
   * one. Left out: no try is ever held back.
   */
  extend?(
    target: PlannedTarget,
    tries: number,
  ): Promise<LlmRouterError | undefined> | LlmRouterError | undefined;
  settle(outcome: QuotaOutcome): void;
}
