import type { Usd } from './model-facts.js';

/** A currency to show costs in. */
export interface Currency {
  /** Its code after ISO 4217, e.g. `EUR`. */
  readonly code: string;
  /** What one US dollar is worth in it: a decimal number over 0, as text where it must not pass through a float, e.g. `0.8612`. */
  readonly perUsd: Usd;
}

export const US_DOLLARS: Currency = Object.freeze({ code: 'USD', perUsd: 1 });
