import type { Clock } from '../contracts/clock.js';
import type {
  BracketedRates,
  DatedRates,
  DeclaredRates,
  ModelRates,
  TokenClassRates,
} from '../contracts/model-facts.js';
import type { ModelPrice } from '../contracts/model-price.js';
import { TOKEN_CLASSES, type TokenClass } from '../contracts/token-usage.js';
import { parseUsd } from '../foundation/pico-dollars.js';
import { checkDeclaredRates } from './check-declared-rates.js';
import type { RateBrackets, RateSchedule } from './rate-schedule.js';
import { ScheduledPrice } from './scheduled-price.js';
import { completeRates, type TokenRates } from './token-rates.js';
import { timeOf } from './utc-time.js';

interface DatedSchedule {
  readonly from: number;
  readonly schedule: RateSchedule;
}

/** A price that the configuration sets. */
class DeclaredPrice extends ScheduledPrice {
  readonly version = 'options';

  constructor(
    clock: Clock,
    private readonly first: RateSchedule,
    /** Latest first. */
    private readonly later: readonly DatedSchedule[],
  ) {
    super(clock);
  }

  protected override scheduleAt(at: number): RateSchedule {
    return this.later.find(({ from }) => at >= from)?.schedule ?? this.first;
  }
}

/** The price behind configured rates. Throws a `ConfigurationError` that names the place in `option` that is wrong. */
export function declaredPrice(declared: DeclaredRates, option: string, clock: Clock): ModelPrice {
  checkDeclaredRates(declared, option);
  const entries: readonly DatedRates[] = isList(declared) ? declared : [declared];
  const schedules = entries.map((it) => ({
    from: timeOf(it.from) ?? -Infinity,
    schedule: scheduleOf(it),
  }));
  const [first, ...later] = schedules.sort((a, b) => a.from - b.from) as [
    DatedSchedule,
    ...DatedSchedule[],
  ];
  return new DeclaredPrice(clock, first.schedule, later.reverse());
}

function scheduleOf(rates: ModelRates): RateSchedule {
  const tiers = Object.entries(rates.serviceTiers ?? {});
  return {
    standard: bracketsOf(rates),
    serviceTiers: new Map(tiers.map(([name, tier]) => [name, bracketsOf(tier)])),
    request: parseUsd(rates.request ?? 0),
    image: parseUsd(rates.image ?? 0),
  };
}

function bracketsOf(rates: BracketedRates): RateBrackets {
  const above = [...(rates.above ?? [])].sort((a, b) => a.inputTokens - b.inputTokens);
  return [
    { above: -1, rates: tokenRatesOf(rates) },
    ...above.map((it) => ({ above: it.inputTokens, rates: tokenRatesOf(it) })),
  ];
}

function tokenRatesOf(rates: TokenClassRates): TokenRates {
  const known: Partial<Record<TokenClass, bigint>> = {};
  for (const name of TOKEN_CLASSES) {
    const usd = rates[name];
    if (usd !== undefined && usd !== null) known[name] = parseUsd(usd);
  }
  return completeRates({ ...known, input: parseUsd(rates.input), output: parseUsd(rates.output) });
}

function isList(declared: DeclaredRates): declared is readonly DatedRates[] {
  return Array.isArray(declared);
}
