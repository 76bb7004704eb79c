import {
  type BillingTerms,
  type CostParts,
  type PicoDollars,
  sumOfParts,
} from '../contracts/model-price.js';
import type { TokenUsage } from '../contracts/token-usage.js';
import type { TokenRates } from './token-rates.js';

/** The rates of calls with more than `above` input tokens; they hold for all tokens of the call. */
export interface RateBracket {
  readonly above: number;
  readonly rates: TokenRates;
}

/** Lowest first; the lowest one holds for every call that no other one holds for. */
export type RateBrackets = readonly [RateBracket, ...RateBracket[]];

/** All that a model bills at one time. */
export interface RateSchedule {
  readonly standard: RateBrackets;
  /** By the names of the service tiers that have rates of their own. */
  readonly serviceTiers: ReadonlyMap<string, RateBrackets>;
  /** Of each call that used something. */
  readonly request: PicoDollars;
  /** Of each image that is sent. */
  readonly image: PicoDollars;
}

const MILLION = 1_000_000n;

const NOTHING: CostParts = Object.freeze({
  input: 0n,
  cacheRead: 0n,
  cacheWrite: 0n,
  output: 0n,
  reasoning: 0n,
  audio: 0n,
  image: 0n,
  request: 0n,
});

/** The exact cost of a call: each class of tokens rounded half up on its own. Nothing was used: nothing is billed. */
export function partsOf(
  schedule: RateSchedule,
  usage: TokenUsage,
  { serviceTier, images = 0 }: BillingTerms,
): CostParts {
  const input =
    countable(usage.input) +
    countable(usage.cacheRead) +
    countable(usage.cacheWrite) +
    countable(usage.cacheWriteLong) +
    countable(usage.inputAudio) +
    countable(usage.inputImage);
  const output =
    countable(usage.output) +
    countable(usage.reasoning) +
    countable(usage.outputAudio) +
    countable(usage.outputImage);
  if (input + output === 0) return NOTHING;
  const rates = ratesOf(schedule, serviceTier, input);
  return {
    input: billed(usage.input, rates.input),
    cacheRead: billed(usage.cacheRead, rates.cacheRead),
    cacheWrite:
      billed(usage.cacheWrite, rates.cacheWrite) +
      billed(usage.cacheWriteLong, rates.cacheWriteLong),
    output: billed(usage.output, rates.output),
    reasoning: billed(usage.reasoning, rates.reasoning),
    audio:
      billed(usage.inputAudio, rates.inputAudio) + billed(usage.outputAudio, rates.outputAudio),
    image:
      billed(usage.inputImage, rates.inputImage) +
      billed(usage.outputImage, rates.outputImage) +
      BigInt(countable(images)) * schedule.image,
    request: schedule.request,
  };
}

/** The sum of `partsOf`. */
export function costOf(
  schedule: RateSchedule,
  usage: TokenUsage,
  terms: BillingTerms,
): PicoDollars {
  return sumOfParts(partsOf(schedule, usage, terms));
}

function ratesOf(schedule: RateSchedule, serviceTier: string | undefined, input: number) {
  const own = serviceTier === undefined ? undefined : schedule.serviceTiers.get(serviceTier);
  const brackets = own ?? schedule.standard;
  return (brackets.findLast(({ above }) => input > above) ?? brackets[0]).rates;
}

function billed(tokens: number, rate: bigint): PicoDollars {
  const count = countable(tokens);
  return count === 0 ? 0n : (BigInt(count) * rate + MILLION / 2n) / MILLION;
}

/** A count that can be billed: what is no count is nothing, so that it can never be a credit, and a part is a whole one. */
function countable(count: number): number {
  return count > 0 && count < Infinity ? Math.ceil(count) : 0;
}
