import type { Candidate } from './candidate.js';
import type { ReplyChunk } from './reply-chunk.js';

/** How a reply was obtained; known when the first content part is. */
export interface ReplyHead {
  /** Left out where the cache answered. */
  readonly candidate?: Candidate;
  /** `provider/model` that answers, or that had answered the cached reply. */
  readonly model: string;
  readonly provider: string;
  readonly cache: CacheState;
  /** What the target could not honour, in words. */
  readonly warnings: readonly string[];
}

/** `off`: no caching asked for. */
export type CacheState = 'off' | 'miss' | 'hit';

/**
 * A reply under way. `chunks` may be consumed once; ending its iterator early (`return()`) cancels the upstream call.
 * It throws an `LlmRouterError` where the reply breaks off.
 */
export interface Reply {
  readonly head: ReplyHead;
  readonly chunks: AsyncIterable<ReplyChunk>;
}
