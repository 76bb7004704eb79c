import type { RouteDecision } from '../contracts/route-decision.js';
import type { Rung } from '../contracts/rung.js';
import type { TokenUsage } from '../contracts/token-usage.js';
import type { CompletionAttempt, Cost } from './completion.js';

/** Vectors of texts: what `LlmRouter.embed()` resolves with. */
export interface Embedding {
  /** The call's id: the key of its row in the ledger. */
  readonly id: string;
  /** In the order of the inputs. */
  readonly vectors: readonly (readonly number[] | Float32Array)[];
  /** `provider/model` that made them. */
  readonly model: string;
  readonly provider: string;
  /** What the provider says served it; undefined where it is silent. */
  readonly servedModel?: string;
  readonly usage: TokenUsage;
  readonly cost: Cost;
  /** Every upstream try, in order. */
  readonly attempts: readonly CompletionAttempt[];
  /** What the provider could not honour, in words. */
  readonly warnings: readonly string[];
  /** How far the answer is from what was asked for; left out for a first choice. */
  readonly rung?: Rung;
  /** Why it went where it went. */
  readonly decision?: RouteDecision;
}
