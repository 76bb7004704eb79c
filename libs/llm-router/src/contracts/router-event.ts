import type { AttemptRecord, EndStatus, FailureFacts } from './attempt.js';
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

/** A call's end, told exactly once whatever the ending. */
export interface CallSettled {
  readonly type: 'call-settled';
  readonly id: string;
  readonly caller: Caller;
  readonly tags: Readonly<Record<string, string>>;
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
  readonly cache: CacheState;
  /** Sum over the attempts; zeros where the cache answered. */
  readonly usage: TokenUsage;
  /** Sum over the attempts; null as soon as one of them has an unknown price. */
  readonly cost: PicoDollars | null;
  readonly attempts: readonly AttemptRecord[];
  readonly rejections: readonly Rejection[];
  /** Left out where the call ended before it was routed. */
  readonly decision?: RouteDecision;
  /** How far the answer is from what was asked for; left out for a first choice. */
  readonly rung?: Rung;
}

/** An upstream try ended; told as it ends, before the call settles. */
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

export type RouterEvent = CallSettled | AttemptEnded | TargetChanged;
