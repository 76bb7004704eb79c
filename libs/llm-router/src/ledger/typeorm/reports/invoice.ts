import { InvalidRequestError } from '../../../contracts/errors/request-errors.js';
import type { PicoDollars } from '../../../contracts/model-price.js';
import { amountOf, type InvoiceUnit, placesOf } from './invoice-amount.js';

/** A line of a provider's invoice. Either all lines of an invoice have a day or none, and likewise a model. */
export interface InvoiceLine {
  /** E.g. `2026-11-22`. Left out: the line is for the whole range. */
  readonly day?: string;
  /** As the provider names it. Left out: the line is for all models. */
  readonly model?: string;
  /** A decimal number, in the invoice's unit. */
  readonly amount: string | number;
  /** Tokens of all classes, in and out, where the invoice says. */
  readonly tokens?: number;
}

/** What the lines of a day and a model come to. */
export interface InvoiceGroup {
  readonly day: string | null;
  readonly model: string | null;
  readonly amount: PicoDollars;
  readonly tokens: number | null;
  readonly lines: number;
}

export interface Invoice {
  readonly groups: readonly InvoiceGroup[];
  /** Half a unit of the last decimal place that any line has: what a line may be off by. */
  readonly rounding: PicoDollars;
}

/** Adds up the lines of days from `first` to before `end`. Throws an `InvalidRequestError` that names the line and what is legal. */
export function invoiceOf(
  lines: readonly InvoiceLine[],
  unit: InvoiceUnit,
  { first, end }: { readonly first: string; readonly end: string },
): Invoice {
  const groups = new Map<string, InvoiceGroup>();
  let places = 0;
  for (const [index, line] of lines.entries()) {
    const at = `invoice[${index}]`;
    const day = line.day ?? null;
    if (day !== null && !(isDay(day) && day >= first && day < end)) {
      throw new InvalidRequestError(
        `${at}.day: ${JSON.stringify(day)} is no day of the range. Legal: ${first} and later, before ${end}.`,
        at,
      );
    }
    sameKind(line, lines[0] ?? line, at);
    const model = line.model ?? null;
    const key = JSON.stringify([day, model]);
    const group = groups.get(key);
    places = Math.max(places, placesOf(line.amount));
    groups.set(key, {
      day,
      model,
      amount: (group?.amount ?? 0n) + amountOf(line.amount, unit, `${at}.amount`),
      tokens:
        line.tokens === undefined || group?.tokens === null
          ? null
          : (group?.tokens ?? 0) + line.tokens,
      lines: (group?.lines ?? 0) + 1,
    });
  }
  const unitOfLastPlace = amountOf(`1e-${places}`, unit, 'invoice');
  return { groups: [...groups.values()], rounding: unitOfLastPlace / 2n };
}

function sameKind(line: InvoiceLine, first: InvoiceLine, at: string): void {
  for (const field of ['day', 'model'] as const) {
    if ((line[field] === undefined) === (first[field] === undefined)) continue;
    throw new InvalidRequestError(
      `${at}: Either all lines have a ${field} or none; this one differs from the first.`,
      at,
    );
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
