/** What a model can do and take. Unknown facts are left out, and never exclude a model. */
export interface ModelFacts {
  /** Tokens of prompt and completion together. */
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
  readonly tools?: boolean;
  readonly vision?: boolean;
  readonly jsonSchema?: boolean;
  readonly reasoning?: boolean;
  /** Free labels that calls may require, e.g. `eu` or `fine-tuned`. */
  readonly tags?: readonly string[];
  /** Where it runs, where that is not what the provider declares. */
  readonly region?: string;
  /** What the account allows; own calls are counted against it. */
  readonly rateLimit?: { readonly requestsPerMinute?: number; readonly tokensPerMinute?: number };
}

/** US dollars per million tokens of each class; a class without a rate costs what its parent costs (cached and audio as input, reasoning as output). */
export interface ModelRates {
  readonly input: number | string;
  readonly output: number | string;
  readonly cacheRead?: number | string;
  readonly cacheWrite?: number | string;
  readonly inputAudio?: number | string;
  readonly reasoning?: number | string;
  readonly outputAudio?: number | string;
}

/** A model of a provider as its configuration declares it. */
export interface ModelDeclaration extends ModelFacts {
  /** The provider's own name for it, as sent upstream. */
  readonly id: string;
  /** Overrides the price book. 0 means free; left out means: ask the price book. */
  readonly price?: ModelRates;
}
