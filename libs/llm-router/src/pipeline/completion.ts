import type { AttemptRecord } from '../contracts/attempt.js';
import type { ChatMessage } from '../contracts/chat-message.js';
import type { FinishReason } from '../contracts/finish-reason.js';
import type { CostParts, PicoDollars } from '../contracts/model-price.js';
import type { CacheState } from '../contracts/cache-state.js';
import type { RouteDecision } from '../contracts/route-decision.js';
import type { Rung } from '../contracts/rung.js';
import type { TokenUsage } from '../contracts/token-usage.js';

/** What a call cost. `JSON.stringify` gives both as strings; unknown is null, and is never 0. */
export interface Cost {
  /** 10⁻¹² US dollars. */
  readonly pico: PicoDollars | null;
  /** US dollars as a decimal string, e.g. `0.00001234`. */
  readonly usd: string | null;
  toJSON(): { pico: string | null; usd: string | null };
}

export type AssistantMessage = Extract<ChatMessage, { role: 'assistant' }>;

/** One answer of a call. */
export interface CompletionChoice {
  readonly index: number;
  readonly message: AssistantMessage;
  /** What the model thought aloud, where the provider shows it. */
  readonly reasoning?: string;
  readonly finishReason: FinishReason;
}

/** A cost by what it was spent on. `JSON.stringify` gives US dollars as decimal strings. */
export interface CostByPart extends CostParts {
  toJSON(): Readonly<Record<string, string>>;
}

/** One upstream try of the call. */
export type CompletionAttempt = Omit<AttemptRecord, 'cost' | 'costParts'> & {
  readonly cost: Cost;
  readonly costParts?: CostByPart;
};

/** A finished call. */
export interface Completion {
  /** The call's id: the key of its row in the ledger. */
  readonly id: string;
  /** Text of the first choice; empty where it has none. */
  readonly text: string;
  readonly message: AssistantMessage;
  readonly choices: readonly CompletionChoice[];
  readonly finishReason: FinishReason;
  /** `provider/model` that served it. */
  readonly model: string;
  readonly provider: string;
  readonly cache: CacheState;
  readonly usage: TokenUsage;
  readonly cost: Cost;
  /** Every upstream try, in order. */
  readonly attempts: readonly CompletionAttempt[];
  /** What the provider could not honour, in words. */
  readonly warnings: readonly string[];
  /** How far the answer is from what was asked for; left out for a first choice. */
  readonly rung?: Rung;
  /** Why it went where it went; left out where the cache answered. */
  readonly decision?: RouteDecision;
}
