import type { TokenUsage } from './token-usage.js';
import type { ReplyPart } from './reply-part.js';
import type { SealedText } from './subject-vault.js';

/** A finished reply as it is kept: plain data, fit for JSON. */
export interface CachedReply {
  readonly model: string;
  readonly provider: string;
  /** Folded: one text or tool-call part per choice and index. */
  readonly parts: readonly ReplyPart[];
  /** What it took and cost, in pico-dollars as text (null: unknown). Left out by older versions. */
  readonly spent?: { readonly usage: TokenUsage; readonly cost: string | null };
  /** Epoch milliseconds; left out: for as long as it is kept. */
  readonly freshUntil?: number;
  /** The parts as JSON, of a call that names an end user: `parts` is empty then. */
  readonly sealed?: SealedText;
}

/** The port for stores of replies: `@LlmCache()`. Chosen by id in `cache.store`. */
export interface CompletionCache {
  readonly id: string;
  get(key: string): Promise<CachedReply | undefined>;
  set(key: string, reply: CachedReply, ttlMs: number): Promise<void>;
  /**
   * Keys of replies that are sealed for a subject, by its pseudonym; it may forget some. Left out: they stay where they are
   * until their time is over, and cannot be read once the subject is erased.
   */
  keysOf?(subject: string): Promise<readonly string[]>;
  delete?(key: string): Promise<void>;
}
