import type { CostParts, PicoDollars } from './model-price.js';
import type { FinishReason } from './finish-reason.js';
import type { Rung } from './rung.js';
import type { TokenUsage } from './token-usage.js';

/**
 * How an attempt or a call ended. `interrupted`: the reply broke off after its first part; `aborted`: the caller left.
 */
export type EndStatus = 'succeeded' | 'failed' | 'timed_out' | 'aborted' | 'interrupted';

/** The facts of a failure that may be shown and stored: no stack, no key. */
export interface FailureFacts {
  readonly code: string;
  readonly message: string;
  /** The status that the provider answered with, where it answered. */
  readonly upstreamStatus?: number;
  readonly retryAfterMs?: number;
}

/**
 * Why a try was made: it was the first, the same target was tried again, another one was tried after a failure, beside a
 * slow one, or to continue a reply that had broken off.
 */
export type AttemptKind = 'first' | 'retry' | 'failover' | 'hedge' | 'continuation';

/** One try at one provider, as it ended. */
export interface AttemptRecord {
  readonly id: string;
  /** 0 for the first try of the call. */
  readonly index: number;
  readonly provider: string;
  /** `provider/model`. */
  readonly model: string;
  readonly kind: AttemptKind;
  readonly rung?: Rung;
  readonly region?: string;
  readonly startedAt: number;
  /** Milliseconds that it waited for its turn before it started: for a retry's pause, or for a free place. */
  readonly waitedMs?: number;
  /** Milliseconds until the provider's answer began: its headers. */
  readonly openedMs?: number;
  /** Milliseconds until the first content part; undefined where none came. */
  readonly firstPartMs?: number;
  readonly durationMs: number;
  readonly status: EndStatus;
  readonly failure?: FailureFacts;
  readonly finishReason?: FinishReason;
  /** What the provider says served it, e.g. a dated model version. */
  readonly servedModel?: string;
  readonly upstreamRequestId?: string;
  /** Alias of the provider's key that was used, where the adapter tells. */
  readonly credential?: string;
  readonly usage: TokenUsage;
  /** Null: the price is unknown. Zero: free, or nothing was billed. */
  readonly cost: PicoDollars | null;
  /** The cost by what it was spent on; left out where it is unknown, or nothing was billed. */
  readonly costParts?: CostParts;
  readonly priceVersion?: string;
  /** The service tier that the provider says served it. */
  readonly serviceTier?: string;
  /** The release of the model that the target stands for, where its tier names one. */
  readonly release?: string;
}
