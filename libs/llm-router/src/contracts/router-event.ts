import type { AttemptRecord, EndStatus, FailureFacts } from './attempt.js';
import type { BudgetMeasure, BudgetOwner } from './budget-store.js';
import type { CallFinding } from './call-finding.js';
import type { Caller } from './caller.js';
import type { CacheState } from './cache-state.js';
import type { Delivery } from './provider-adapter.js';
import type { FinishReason } from './finish-reason.js';
import type { PicoDollars } from './model-price.js';
import type { Rejection } from './rejection.js';
import type { RouteDecision } from './route-decision.js';
import type { Rung } from './rung.js';
import type { Availability } from './target-availability.js';
import type { TokenUsage } from './token-usage.js';

/** What a kept reply saved: what it had cost when a provider gave it. */
export interface SavedCost {
  /** `provider/model` that had given it. */
  readonly model: string;
  readonly provider: string;
  readonly usage: TokenUsage;
  readonly cost: PicoDollars | null;
}

/** A call's end, told exactly once whatever the ending. */
export interface CallSettled {
  readonly type: 'call-settled';
  readonly id: string;
  readonly caller: Caller;
  readonly tags: Readonly<Record<string, string>>;
  readonly operation: 'chat' | 'embedding';
  readonly delivery: Delivery;
  /** What was asked for: a model, `tier:<name>` or alias. */
  readonly requestedModel: string;
  /** `provider/model` that answered last; undefined where nobody did. */
  readonly servedModel?: string;
  readonly provider?: string;
  readonly startedAt: number;
  /** Milliseconds from entry to the first content part. */
  readonly firstPartMs?: number;
  readonly durationMs: number;
  readonly status: EndStatus;
  readonly failure?: FailureFacts;
  readonly finishReason?: FinishReason;
  /** The class of the data that the call held; left out where nothing says. */
  readonly sensitivity?: string;
  /** What redactors found in the call and its answer; left out where there was nothing, or nobody looked. */
  readonly findings?: readonly CallFinding[];
  readonly cache: CacheState;
  /** Sum over the attempts; zeros where the cache answered. */
  readonly usage: TokenUsage;
  /** Sum over the attempts; null as soon as one of them has an unknown price. */
  readonly cost: PicoDollars | null;
  readonly attempts: readonly AttemptRecord[];
  /** Where a kept reply answered and its cost is known: what the call would have cost. */
  readonly saved?: SavedCost;
  readonly rejections: readonly Rejection[];
  /** Left out where the call ended before it was routed. */
  readonly decision?: RouteDecision;
  /** How far the answer is from what was asked for; left out for a first choice. */
  readonly rung?: Rung;
  /** Hash of the configuration that the call ran under. */
  readonly configuration?: string;
}

/**
 * An upstream try ended; told as it ends, before the call settles. Tokens that its provider did not tell are guessed here;
 * the settled call has the count.
 */
export interface AttemptEnded {
  readonly type: 'attempt-ended';
  readonly callId: string;
  readonly attempt: AttemptRecord;
}

/** A target was ejected, held, is being probed, or is open again. */
export interface TargetChanged {
  readonly type: 'target-changed';
  /** `provider/model`. */
  readonly target: string;
  readonly from: Availability['state'];
  readonly to: Availability['state'];
  /** Why, in words. */
  readonly because: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly until?: number;
}

interface BudgetFacts extends BudgetOwner {
  /** Its name. */
  readonly budget: string;
  readonly measure: BudgetMeasure;
  readonly limit: bigint;
  /** In this window; of US dollars in 10⁻¹². */
  readonly spent: bigint;
  /** Epoch milliseconds when it begins anew; left out: it does not. */
  readonly resetsAt?: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A share of a limit is spent: told once in a window, by the process whose call reached it. */
export interface BudgetReached extends BudgetFacts {
  readonly type: 'budget-reached';
  /** As in `alertAt`, e.g. 0.8. */
  readonly share: number;
}

/** A call has used more than its worst case; all of it is counted. */
export interface BudgetOverrun extends BudgetFacts {
  readonly type: 'budget-overrun';
  readonly callId: string;
  readonly reserved: bigint;
  readonly used: bigint;
}

/** Prompts and replies that should have been kept, and could not be: there was no room for them to wait. */
export interface ContentsLost {
  readonly type: 'contents-lost';
  readonly count: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export type RouterEvent =
  CallSettled | AttemptEnded | TargetChanged | BudgetReached | BudgetOverrun | ContentsLost;
