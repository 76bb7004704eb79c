import type { Clock } from '../contracts/clock.js';
import type { BillingTerms, CostParts, ModelPrice, PicoDollars } from '../contracts/model-price.js';
import type { TokenUsage } from '../contracts/token-usage.js';
import { costOf, partsOf, type RateSchedule } from './rate-schedule.js';

const USUAL: BillingTerms = Object.freeze({});

/** A price of which the rates may change with time: a call is billed by those of its own time. */
export abstract class ScheduledPrice implements ModelPrice {
  abstract readonly version: string;

  constructor(private readonly clock: Clock) {}

  get inputUsdPerMillion(): number {
    return usdPerMillion(this.current().standard[0].rates.input);
  }

  get outputUsdPerMillion(): number {
    return usdPerMillion(this.current().standard[0].rates.output);
  }

  costOf(usage: TokenUsage, terms = USUAL): PicoDollars {
    return costOf(this.current(terms), usage, terms);
  }

  partsOf(usage: TokenUsage, terms = USUAL): CostParts {
    return partsOf(this.current(terms), usage, terms);
  }

  /** The schedule of an epoch millisecond. */
  protected abstract scheduleAt(at: number): RateSchedule;

  private current({ at }: BillingTerms = USUAL): RateSchedule {
    return this.scheduleAt(at ?? this.clock.now());
  }
}

function usdPerMillion(pico: bigint): number {
  return Number(pico) / 1e12;
}
