import type { CacheState } from './cache-state.js';
import type { Candidate } from './candidate.js';
import type { ReplyChunk } from './reply-chunk.js';
import type { Rung } from './rung.js';
import type { CallSettled } from './router-event.js';

/** How a reply was obtained; known when the first content part is. */
export interface ReplyHead {
  /** Left out where the cache answered. */
  readonly candidate?: Candidate;
  /** `provider/model` that answers, or that had answered the cached reply. */
  readonly model: string;
  readonly provider: string;
  readonly cache: CacheState;
  /** Upstream tries so far, the one that answers included. Left out, or 0: nobody was asked. */
  readonly attempts?: number;
  /** How far the answer is from what was asked for; left out for a first choice. */
  readonly rung?: Rung;
  /** What the target could not honour, in words. */
  readonly warnings: readonly string[];
  /** The rate-limit headers of the provider that answers, names in lower case, as they came. */
  readonly rateLimit?: Readonly<Record<string, string>>;
}

/**
 * A reply under way. `chunks` may be consumed once; ending its iterator early (`return()`) cancels the upstream call.
 * It throws an `LlmRouterError` where the reply breaks off.
 */
export interface Reply {
  readonly head: ReplyHead;
  readonly chunks: AsyncIterable<ReplyChunk>;
}

/** A reply whose ending is told: `outcome` resolves exactly once, whatever the ending, and never rejects. */
export interface SettlingReply extends Reply {
  readonly id: string;
  readonly outcome: Promise<CallSettled>;
}
