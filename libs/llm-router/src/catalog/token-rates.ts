import type { ModelRates } from '../contracts/model-facts.js';
import type { PicoDollars } from '../contracts/model-price.js';
import { inputTokens, outputTokens, type TokenUsage } from '../contracts/token-usage.js';

/** The classes that every token counts in exactly one of. */
export type TokenClass = Exclude<keyof TokenUsage, 'estimated'>;

/**
 * Pico-dollars per million tokens of each class. A list price of up to 12 decimal places is a whole number in this
 * unit, so that a cost is a sum of integer products, rounded once (half up) when it is divided by the million.
 */
export type TokenRates = Readonly<Record<TokenClass, bigint>>;

/** The rates of calls with more than `above` input tokens; they hold for all tokens of the call. */
export interface RateBracket {
  readonly above: number;
  readonly rates: TokenRates;
}

/** What a model bills: its brackets, lowest first, and what every answered call costs beside its tokens. */
export interface RateSchedule {
  readonly brackets: readonly [RateBracket, ...RateBracket[]];
  readonly perCall: PicoDollars;
}

const MILLION = 1_000_000n;

/** The classes in `known`, the others at the rate of their parent, as `ModelRates` documents it. */
export function completeRates(
  known: Partial<TokenRates> & Pick<TokenRates, 'input' | 'output'>,
): TokenRates {
  const { input, output } = known;
  return {
    input,
    cacheRead: known.cacheRead ?? input,
    cacheWrite: known.cacheWrite ?? input,
    inputAudio: known.inputAudio ?? input,
    output,
    reasoning: known.reasoning ?? output,
    outputAudio: known.outputAudio ?? output,
  } satisfies Record<keyof ModelRates, bigint>;
}

/** The exact cost of a call: nothing was used, nothing is billed. */
export function costOf(schedule: RateSchedule, usage: TokenUsage): PicoDollars {
  const input = inputTokens(usage);
  if (input + outputTokens(usage) === 0) return 0n;
  const [base] = schedule.brackets;
  const { rates } = schedule.brackets.findLast((bracket) => input > bracket.above) ?? base;
  const sum =
    BigInt(usage.input) * rates.input +
    BigInt(usage.cacheRead) * rates.cacheRead +
    BigInt(usage.cacheWrite) * rates.cacheWrite +
    BigInt(usage.inputAudio) * rates.inputAudio +
    BigInt(usage.output) * rates.output +
    BigInt(usage.reasoning) * rates.reasoning +
    BigInt(usage.outputAudio) * rates.outputAudio;
  return (sum + MILLION / 2n) / MILLION + schedule.perCall;
}
