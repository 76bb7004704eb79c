import type { TokenClass } from '../contracts/token-usage.js';
import { parseUsd } from '../foundation/pico-dollars.js';
import type { RateBracket, RateSchedule } from './rate-schedule.js';
import { completeRates } from './token-rates.js';

/** The rates of a model as the price book writes them, by unit. */
export type BookRates = Readonly<Record<string, BookRate | undefined>>;

/** US dollars per unit; tiered: `price` from the first token on once a call has more than `start` input tokens. */
type BookRate =
  | number
  | {
      readonly base: number;
      readonly tiers: readonly { readonly start: number; readonly price: number }[];
    };

/** The book's units for our classes, each per million tokens. */
export const TOKEN_UNITS = {
  input: 'input_mtok',
  cacheRead: 'cache_read_mtok',
  cacheWrite: 'cache_write_mtok',
  cacheWriteLong: 'cache_write_1h_mtok',
  inputAudio: 'input_audio_mtok',
  inputImage: 'input_image_mtok',
  output: 'output_mtok',
  reasoning: 'output_reasoning_mtok',
  outputAudio: 'output_audio_mtok',
  outputImage: 'output_image_mtok',
} as const satisfies Record<TokenClass, string>;

/** Per thousand calls. */
export const REQUEST_UNIT = 'requests_kcount';

const NO_TIERS: RateSchedule['serviceTiers'] = new Map();
const FREE = { [TOKEN_UNITS.input]: 0, [TOKEN_UNITS.output]: 0 };

/**
 * The schedule behind a model's rates. An entry without any rate is a free model; one with other units only (hours of
 * audio, pages) has no price per token: undefined. As in the book's own calculation, tiers go by the whole input,
 * cached tokens included, and a tier's rate holds for all tokens once the input is past its start. The book knows no
 * service tiers, and no price of an image that is sent.
 */
export function scheduleOf(book: BookRates): RateSchedule | undefined {
  const rates: BookRates = Object.keys(book).length === 0 ? FREE : book;
  if (rates[TOKEN_UNITS.input] === undefined) return undefined;
  const bracket = (above: number): RateBracket => ({ above, rates: ratesAbove(rates, above) });
  const starts = Object.values(rates).flatMap((rate) =>
    typeof rate === 'object' ? rate.tiers.map((tier) => tier.start) : [],
  );
  return {
    standard: [bracket(-1), ...[...new Set(starts)].sort((a, b) => a - b).map(bracket)],
    serviceTiers: NO_TIERS,
    request: pico(rates[REQUEST_UNIT] ?? 0, 0) / 1_000n,
    image: 0n,
  };
}

function ratesAbove(book: BookRates, above: number) {
  const known: Partial<Record<TokenClass, bigint>> = {};
  for (const [tokens, unit] of Object.entries(TOKEN_UNITS) as [TokenClass, string][]) {
    const rate = book[unit];
    if (rate !== undefined) known[tokens] = pico(rate, above);
  }
  return completeRates({ ...known, input: known.input ?? 0n, output: known.output ?? 0n });
}

function pico(rate: BookRate, above: number): bigint {
  if (typeof rate === 'number') return parseUsd(rate);
  const reached = rate.tiers.filter((tier) => tier.start <= above);
  const highest = reached.reduce<{ start: number; price: number }>(
    (best, tier) => (tier.start >= best.start ? tier : best),
    { start: -1, price: rate.base },
  );
  return parseUsd(highest.price);
}
