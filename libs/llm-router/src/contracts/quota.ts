import type { AttemptPlan } from './attempt-plan.js';
import type { CallSettled } from './router-event.js';
import type { Exchange } from './exchange.js';

/** The port for limits: `@LlmQuota()`. */
export interface Quota {
  readonly id: string;
  /** Takes what the plan may need, or throws an admission error. Undefined: nothing to give back. */
  reserve(
    exchange: Exchange,
    plan: AttemptPlan,
  ): Promise<QuotaLease | undefined> | QuotaLease | undefined;
}

/** A reservation that is open until the call settles; settled exactly once, whatever the ending. */
export interface QuotaLease {
  settle(outcome: Pick<CallSettled, 'status' | 'usage' | 'cost'>): void;
}
