import type { TokenUsage } from './token-usage.js';

/** 10⁻¹² US dollars, as an integer: list prices have fractions of a nano-dollar per token, and integers sum exactly. */
export type PicoDollars = bigint;

/** What a model costs at one moment. It rides on the candidate, so that nobody asks the price book a second time. */
export interface ModelPrice {
  /** Which price book or configuration the rates come from, e.g. `genai-prices@0.1.8` or `options`. */
  readonly version: string;
  /** US dollars per million tokens, for people and for comparing candidates; `costOf` is what bills. */
  readonly inputUsdPerMillion: number;
  readonly outputUsdPerMillion: number;
  /** Exact cost of a call with this usage. */
  costOf(usage: TokenUsage): PicoDollars;
}
