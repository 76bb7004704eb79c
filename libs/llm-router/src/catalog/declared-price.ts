import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { ModelRates } from '../contracts/model-facts.js';
import type { ModelPrice, PicoDollars } from '../contracts/model-price.js';
import type { TokenUsage } from '../contracts/token-usage.js';
import { parseUsd } from '../foundation/pico-dollars.js';
import { completeRates, costOf, type RateSchedule } from './token-rates.js';

/** A price that the configuration sets. */
class DeclaredPrice implements ModelPrice {
  readonly version = 'options';
  readonly inputUsdPerMillion: number;
  readonly outputUsdPerMillion: number;

  constructor(
    rates: ModelRates,
    private readonly schedule: RateSchedule,
  ) {
    this.inputUsdPerMillion = Number(rates.input);
    this.outputUsdPerMillion = Number(rates.output);
  }

  costOf(usage: TokenUsage): PicoDollars {
    return costOf(this.schedule, usage);
  }
}

/** The price behind configured rates. Throws a `ConfigurationError` that names `option` and the rate that is no price. */
export function declaredPrice(rates: ModelRates, option: string): ModelPrice {
  const known = Object.fromEntries(
    Object.entries(rates)
      .filter(([, usd]) => usd !== undefined)
      .map(([tokens, usd]) => [tokens, parseRate(usd as unknown, `${option}.${tokens}`)]),
  ) as Partial<Record<keyof ModelRates, bigint>>;
  const { input, output } = known;
  if (input === undefined || output === undefined) {
    throw new ConfigurationError(
      `${option}: a price needs both \`input\` and \`output\`, in US dollars per million tokens.`,
    );
  }
  return new DeclaredPrice(rates, {
    brackets: [{ above: -1, rates: completeRates({ ...known, input, output }) }],
    perCall: 0n,
  });
}

function parseRate(usd: unknown, option: string): bigint {
  try {
    const rate = parseUsd(typeof usd === 'number' ? usd.toFixed(12) : String(usd));
    if (rate >= 0n) return rate;
  } catch {
    // Falls through to the error that names the option.
  }
  throw new ConfigurationError(
    `${option}: ${JSON.stringify(usd)} is not a price. Legal: US dollars per million tokens, 0 or more, with at most 12 decimal places.`,
  );
}
