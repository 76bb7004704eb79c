import { calcPrice, findProvider } from '@pydantic/genai-prices';
import type { Clock } from '../contracts/clock.js';
import type { ModelPrice, PicoDollars } from '../contracts/model-price.js';
import type { TokenUsage } from '../contracts/token-usage.js';
import { type BookRates, scheduleOf } from './book-rates.js';
import { costOf, type RateSchedule } from './token-rates.js';

/** The version of the price list that is built in. */
export const PRICE_BOOK_VERSION = 'genai-prices@0.1.8';

/** Prices change on a whole minute at the finest (a start date, or a time of day). */
const MINUTE_MS = 60_000;

/** What the price book says about a model of a provider. */
export interface BookEntry {
  /** False: another provider's entry that the book falls back to, e.g. OpenAI's for a model on Azure. */
  readonly own: boolean;
  readonly contextWindow?: number;
  /** Undefined: the book knows the model, but not in a price per token. */
  readonly price: ModelPrice | undefined;
}

/** The public list prices of the package `@pydantic/genai-prices`. */
export class PriceBook {
  constructor(private readonly clock: Clock) {}

  /** Names of the models that the book lists for a provider; undefined where it does not know the provider. */
  modelsOf(providerId: string): readonly string[] | undefined {
    const provider = findProvider({ providerId });
    // The lookup is a fuzzy one: `my-openai-proxy` finds OpenAI, whose prices it need not have.
    return provider?.id === providerId ? provider.models.map((model) => model.id) : undefined;
  }

  entry(providerId: string, model: string): BookEntry | undefined {
    const found = this.lookUp(providerId, model);
    if (found === null) return undefined;
    const schedule = scheduleOf(found.model_price);
    return {
      own: found.provider.models.includes(found.model),
      ...(found.model.context_window === undefined
        ? {}
        : { contextWindow: found.model.context_window }),
      price: schedule && new BookPrice(schedule, this.clock, () => this.ratesOf(providerId, model)),
    };
  }

  private ratesOf(providerId: string, model: string): BookRates | undefined {
    return this.lookUp(providerId, model)?.model_price;
  }

  private lookUp(providerId: string, model: string) {
    return calcPrice({}, model, { providerId, timestamp: new Date(this.clock.now()) });
  }
}

/** A price of the book, as it is at the moment: looked up again once a minute at most, when it is needed. */
class BookPrice implements ModelPrice {
  readonly version = PRICE_BOOK_VERSION;
  private minute: number;

  constructor(
    private schedule: RateSchedule,
    private readonly clock: Clock,
    private readonly rates: () => BookRates | undefined,
  ) {
    this.minute = this.now();
  }

  get inputUsdPerMillion(): number {
    return usdPerMillion(this.current().brackets[0].rates.input);
  }

  get outputUsdPerMillion(): number {
    return usdPerMillion(this.current().brackets[0].rates.output);
  }

  costOf(usage: TokenUsage): PicoDollars {
    return costOf(this.current(), usage);
  }

  private current(): RateSchedule {
    const minute = this.now();
    if (minute !== this.minute) {
      this.minute = minute;
      const rates = this.rates();
      this.schedule = (rates && scheduleOf(rates)) ?? this.schedule;
    }
    return this.schedule;
  }

  private now(): number {
    return Math.floor(this.clock.now() / MINUTE_MS);
  }
}

function usdPerMillion(pico: bigint): number {
  return Number(pico) / 1e12;
}
