import type { TokenUsage } from './token-usage.js';

/** 10⁻¹² US dollars, as an integer: list prices have fractions of a nano-dollar per token, and integers sum exactly. */
export type PicoDollars = bigint;

/** What the price of a call depends on beside its tokens. */
export interface BillingTerms {
  /**
   * The service tier that the provider says served it, e.g. `batch`, `flex` or `priority`. Default: the standard one, which is
   * also what a tier without rates of its own costs.
   */
  readonly serviceTier?: string;
  /** Images that were sent. Default 0. */
  readonly images?: number;
  /** Epoch milliseconds at which the call began: rates change. Default: now. */
  readonly at?: number;
}

/**
 * A cost by what it was spent on; the parts sum to it exactly. Each class of tokens is rounded to a whole pico-dollar on its own,
 * half up, so that no part depends on another one.
 */
export interface CostParts {
  /** Fresh prompt tokens. */
  readonly input: PicoDollars;
  readonly cacheRead: PicoDollars;
  /** Writes of both lifetimes. */
  readonly cacheWrite: PicoDollars;
  readonly output: PicoDollars;
  readonly reasoning: PicoDollars;
  /** Audio tokens, in and out. */
  readonly audio: PicoDollars;
  /** Image tokens, in and out, and images that are billed by the piece. */
  readonly image: PicoDollars;
  /** What an answered call costs beside its tokens. */
  readonly request: PicoDollars;
}

/** All parts of a cost. */
export function sumOfParts(it: CostParts): PicoDollars {
  return (
    it.input +
    it.cacheRead +
    it.cacheWrite +
    it.output +
    it.reasoning +
    it.audio +
    it.image +
    it.request
  );
}

/** What a model costs. It rides on the candidate, so that nobody asks the price book a second time. */
export interface ModelPrice {
  /** Which price book or configuration the rates come from, e.g. `genai-prices@0.1.8` or `options`. */
  readonly version: string;
  /** US dollars per million tokens as of now, for people and for comparing candidates; `costOf` is what bills. */
  readonly inputUsdPerMillion: number;
  readonly outputUsdPerMillion: number;
  /** Exact cost of a call with this usage: the sum of `partsOf`. */
  costOf(usage: TokenUsage, terms?: BillingTerms): PicoDollars;
  partsOf(usage: TokenUsage, terms?: BillingTerms): CostParts;
}
