import { calcPrice, findProvider } from '@pydantic/genai-prices';
import type { Clock } from '../contracts/clock.js';
import type { ModelPrice } from '../contracts/model-price.js';
import { type BookRates, scheduleOf } from './book-rates.js';
import { BoundedCache } from './bounded-cache.js';
import type { RateSchedule } from './rate-schedule.js';
import { ScheduledPrice } from './scheduled-price.js';

/** The version of the price list that is built in. */
export const PRICE_BOOK_VERSION = 'genai-prices@0.1.8';

/** Prices change on a whole minute at the finest (a start date, or a time of day). */
const MINUTE_MS = 60_000;

/** Calls are settled within minutes of their start; who asks for older ones waits for a look into the book. */
const MINUTES_KEPT = 64;

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
  private readonly schedules = new WeakMap<BookRates, RateSchedule | undefined>();

  constructor(private readonly clock: Clock) {}

  /** Names of the models that the book lists for a provider; undefined where it does not know the provider. */
  modelsOf(providerId: string): readonly string[] | undefined {
    const provider = findProvider({ providerId });
    // The lookup is a fuzzy one: `my-openai-proxy` finds OpenAI, whose prices it need not have.
    return provider?.id === providerId ? provider.models.map((model) => model.id) : undefined;
  }

  entry(providerId: string, model: string): BookEntry | undefined {
    const found = lookUp(providerId, model, this.clock.now());
    if (found === null) return undefined;
    const schedule = this.scheduleOf(found.model_price);
    const scheduleAt = (at: number) => {
      const rates = lookUp(providerId, model, at)?.model_price;
      return rates && this.scheduleOf(rates);
    };
    return {
      own: found.provider.models.includes(found.model),
      ...(found.model.context_window === undefined
        ? {}
        : { contextWindow: found.model.context_window }),
      price: schedule && new BookPrice(this.clock, (at) => scheduleAt(at) ?? schedule),
    };
  }

  /** The book gives the same object for the same rates. */
  private scheduleOf(rates: BookRates): RateSchedule | undefined {
    if (!this.schedules.has(rates)) this.schedules.set(rates, scheduleOf(rates));
    return this.schedules.get(rates);
  }
}

/** A price of the book: looked up once for each minute in which it is needed. */
class BookPrice extends ScheduledPrice {
  readonly version = PRICE_BOOK_VERSION;
  private readonly byMinute = new BoundedCache<number, RateSchedule>(MINUTES_KEPT);

  constructor(
    clock: Clock,
    private readonly lookUp: (at: number) => RateSchedule,
  ) {
    super(clock);
  }

  protected override scheduleAt(at: number): RateSchedule {
    const minute = Math.floor(at / MINUTE_MS);
    const known = this.byMinute.get(minute);
    if (known !== undefined) return known;
    const schedule = this.lookUp(minute * MINUTE_MS);
    this.byMinute.set(minute, schedule);
    return schedule;
  }
}

function lookUp(providerId: string, model: string, at: number) {
  return calcPrice({}, model, { providerId, timestamp: new Date(at) });
}
