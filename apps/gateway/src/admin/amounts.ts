import { Inject, Injectable } from '@nestjs/common';
import {
  type Currency,
  formatMoney,
  LLM_ROUTER_OPTIONS,
  type LlmRouterOptions,
  type PicoDollars,
  US_DOLLARS,
} from 'nestjs-llm-router';

type Amount = PicoDollars | null;

/**
 * Writes amounts into answers as decimal texts: exact, and JSON has no integers of that size. `costUsd` always, and `costEur`
 * beside it where costs are shown in euros.
 */
@Injectable()
export class Amounts {
  private readonly currencies: readonly Currency[];

  constructor(@Inject(LLM_ROUTER_OPTIONS) { currency = US_DOLLARS }: LlmRouterOptions) {
    this.currencies = currency.code === US_DOLLARS.code ? [US_DOLLARS] : [US_DOLLARS, currency];
  }

  /** The amounts by name as fields of an answer. */
  fields(amounts: Readonly<Record<string, Amount>>): Record<string, string | null> {
    return this.inEach(amounts, (amount, currency) => written(amount, currency));
  }

  /** The same for groups of amounts: `{ costParts: { input: 1n } }` gives `{ costPartsUsd: { input: '0.000000000001' } }`. */
  groups(groups: Readonly<Record<string, Readonly<Record<string, Amount>>>>) {
    return this.inEach(groups, (amounts, currency) =>
      Object.fromEntries(
        Object.entries(amounts).map(([name, amount]) => [name, written(amount, currency)]),
      ),
    );
  }

  /** The names of an amount's columns in a table: `cost_usd`, `cost_eur`. */
  columns(name: string): string[] {
    return this.currencies.map(({ code }) => `${name}_${code.toLowerCase()}`);
  }

  /** What stands in these columns. */
  cells(amount: Amount): (string | null)[] {
    return this.currencies.map((currency) => written(amount, currency));
  }

  private inEach<T, R>(
    named: Readonly<Record<string, T>>,
    write: (value: T, currency: Currency) => R,
  ): Record<string, R> {
    return Object.fromEntries(
      Object.entries(named).flatMap(([name, value]) =>
        this.currencies.map((it) => [name + suffixOf(it), write(value, it)]),
      ),
    );
  }
}

function written(amount: Amount, currency: Currency): string | null {
  return amount === null ? null : formatMoney(amount, currency);
}

/** `Usd` of `USD`. */
function suffixOf({ code }: Currency): string {
  return code.charAt(0) + code.slice(1).toLowerCase();
}
