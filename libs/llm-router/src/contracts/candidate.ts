import type { ModelFacts } from './model-facts.js';
import type { ModelPrice } from './model-price.js';
import type { ProviderAdapter } from './provider-adapter.js';

/** A model at a provider that could serve a call, with the facts and the price that it would be chosen at. */
export interface Candidate {
  /** `provider/model`, e.g. `openai/gpt-4.1-mini`. */
  readonly id: string;
  readonly provider: ProviderAdapter;
  /** The provider's own name for the model. */
  readonly upstreamModel: string;
  readonly facts: ModelFacts;
  /** Undefined: unknown, and then the cost is null, never zero. */
  readonly price: ModelPrice | undefined;
  /** Its share in the tier that named it, under the strategies that balance. Default 1. */
  readonly weight?: number;
  /** The release that the tier's member stands for, for the ledger. */
  readonly release?: string;
}
