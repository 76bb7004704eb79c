import type { ReplyPart } from './reply-part.js';

/** A finished reply as it is kept: plain data, fit for JSON. */
export interface CachedReply {
  readonly model: string;
  readonly provider: string;
  /** Folded: one text or tool-call part per choice and index. */
  readonly parts: readonly ReplyPart[];
  /** Epoch milliseconds; left out: for as long as it is kept. */
  readonly freshUntil?: number;
}

/** The port for stores of replies: `@LlmCache()`. Chosen by id in `cache.store`. */
export interface CompletionCache {
  readonly id: string;
  get(key: string): Promise<CachedReply | undefined>;
  set(key: string, reply: CachedReply, ttlMs: number): Promise<void>;
}
