import type { DataPolicy } from './data-policy.js';

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
  /** What it does with what it is sent, where that is not what the provider declares: fact by fact. */
  readonly dataPolicy?: DataPolicy;
  /** What the account allows; own calls are counted against it. */
  readonly rateLimit?: { readonly requestsPerMinute?: number; readonly tokensPerMinute?: number };
}

/** An amount of US dollars: a decimal number, as text where it must not pass through a float. */
export type Usd = number | string;

/**
 * US dollars per million tokens of each class; a class without a rate costs what its parent costs: cached, audio and image
 * as input, long writes as writes, reasoning, audio and image as output.
 */
export interface TokenClassRates {
  readonly input: Usd;
  readonly output: Usd;
  readonly cacheRead?: Usd;
  readonly cacheWrite?: Usd;
  readonly cacheWriteLong?: Usd;
  readonly inputAudio?: Usd;
  readonly inputImage?: Usd;
  readonly reasoning?: Usd;
  readonly outputAudio?: Usd;
  readonly outputImage?: Usd;
}

/** Rates by the size of the input. */
export interface BracketedRates extends TokenClassRates {
  /**
   * Rates of calls with more than so many input tokens, cached ones included; they hold for all tokens of such a call, and
   * are complete in themselves: a class that is left out costs what its parent costs in this entry. Default none.
   */
  readonly above?: readonly (TokenClassRates & { readonly inputTokens: number })[];
}

/** What a model bills. A call that used nothing costs nothing. */
export interface ModelRates extends BracketedRates {
  /** US dollars for each answered call, beside its tokens. Default 0. */
  readonly request?: Usd;
  /** US dollars for each image that is sent, beside its tokens. Default 0. */
  readonly image?: Usd;
  /** Rates of calls that the provider served in another service tier, by its name, e.g. `batch`. Default: the same as in the standard one. */
  readonly serviceTiers?: Readonly<Record<string, BracketedRates>>;
}

/** Rates that hold from a moment on. */
export interface DatedRates extends ModelRates {
  /** An ISO 8601 date or time in UTC, e.g. `2026-07-01` or `2026-07-01T12:00Z`. Left out: since ever. */
  readonly from?: string;
}

/**
 * The price of a model: its rates, or a list of them by the moment from which they hold, in any order. One entry of a list has
 * no `from`, so that there is a price at any time. A call is billed by the rates of the moment at which it began.
 */
export type DeclaredRates = ModelRates | readonly DatedRates[];

/** A model of a provider as its configuration declares it. */
export interface ModelDeclaration extends ModelFacts {
  /** The provider's own name for it, as sent upstream. */
  readonly id: string;
  /** Overrides the price book. 0 means free; left out means: ask the price book. */
  readonly price?: DeclaredRates;
}
