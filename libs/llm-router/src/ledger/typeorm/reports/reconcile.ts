import type { DataSource } from 'typeorm';
import { InvalidRequestError } from '../../../contracts/errors/request-errors.js';
import type { PicoDollars } from '../../../contracts/model-price.js';
import { DAY_MS, epochRange, HOUR_MS } from '../time-range.js';
import {
  addBilled,
  type Billed,
  type BilledHour,
  billedHours,
  NOTHING_BILLED,
} from './billed-hours.js';
import { type DifferenceCause, type Explanation, explainDifference } from './explain-difference.js';
import { type InvoiceGroup, type InvoiceLine, invoiceOf } from './invoice.js';
import type { InvoiceUnit } from './invoice-amount.js';
import { bestZone, MOST_AHEAD, MOST_BEHIND } from './invoice-zone.js';
import { type MatchedModel, matchModels } from './match-models.js';

/** A provider's invoice, and what to hold against it. */
export interface ReconcileQuery {
  /** Its id here, e.g. `openai`. */
  readonly provider: string;
  /** The first day of the invoice: a midnight in UTC. */
  readonly from: Date;
  /** The day after its last one: a midnight in UTC. */
  readonly to: Date;
  /** Its lines; `readInvoice` reads them from CSV. */
  readonly invoice: readonly InvoiceLine[];
  /** What the amounts count in. Default `usd`. */
  readonly unit?: InvoiceUnit;
  /** The provider's names for models as requests have them, by their names on the invoice, where they differ. */
  readonly names?: Readonly<Record<string, string>>;
}

/** A day and a model: what the invoice and what the ledger has for it. */
export interface ReconciledLine {
  readonly day: string | null;
  readonly model: string | null;
  readonly invoiced: PicoDollars;
  readonly ledger: PicoDollars;
  /** `invoiced - ledger`: what the explanations add up to. */
  readonly difference: PicoDollars;
  readonly explanations: readonly Explanation[];
}

export interface Reconciliation {
  readonly invoiced: PicoDollars;
  readonly ledger: PicoDollars;
  readonly difference: PicoDollars;
  /** Hours that the days of the invoice seem to be ahead of UTC. */
  readonly hoursAhead: number;
  readonly models: readonly MatchedModel[];
  /** What the causes come to, over all lines. */
  readonly causes: readonly { readonly cause: DifferenceCause; readonly amount: PicoDollars }[];
  /** By day and model, each that the invoice or the ledger has. */
  readonly lines: readonly ReconciledLine[];
}

/** Throws an `InvalidRequestError` for a span of time, a day or an amount that is none. */
export async function reconcile(
  dataSource: DataSource,
  query: ReconcileQuery,
): Promise<Reconciliation> {
  const from = midnight(query.from, 'from');
  const to = midnight(query.to, 'to');
  epochRange(query);
  const { groups, rounding } = invoiceOf(query.invoice, query.unit ?? 'usd', {
    first: new Date(from).toISOString().slice(0, 10),
    end: new Date(to).toISOString().slice(0, 10),
  });
  const hours = await billedHours(dataSource, query.provider, {
    from: from - MOST_AHEAD * HOUR_MS,
    to: to + MOST_BEHIND * HOUR_MS,
  });
  const byDay = groups.some(({ day }) => day !== null);
  const byModel = groups.some(({ model }) => model !== null);
  const inRange = (hour: number, ahead: number) => {
    const at = (hour + ahead) * HOUR_MS;
    return at >= from && at < to;
  };
  const totals = new Map<string, PicoDollars>();
  for (const { model, amount } of groups) {
    if (model !== null) totals.set(model, (totals.get(model) ?? 0n) + amount);
  }
  const { matches, billedAs } = matchModels(
    totals,
    hours.filter(({ hour }) => inRange(hour, 0)),
    query.names,
  );
  const billed = (ahead: number) => {
    const sums = new Map<string, Billed>();
    for (const it of hours.filter(({ hour }) => inRange(hour, ahead))) {
      const key = keyOf(byDay ? dayOf(it, ahead) : null, byModel ? billedAs(it) : null);
      sums.set(key, addBilled(sums.get(key) ?? NOTHING_BILLED, it));
    }
    return sums;
  };
  const ledger = billed(0);
  const tolerance = rounding * BigInt(groups.length);
  const hoursAhead = byDay ? bestZone((ahead) => apart(groups, billed(ahead)), tolerance) : 0;
  const shifted = hoursAhead === 0 ? ledger : billed(hoursAhead);
  const invoiced = new Map(groups.map((group) => [keyOf(group.day, group.model), group]));
  const keys = new Set([...invoiced.keys(), ...ledger.keys(), ...shifted.keys()]);
  const lines = [...keys].sort().map((key) => {
    const [own, there] = [ledger.get(key) ?? NOTHING_BILLED, shifted.get(key) ?? NOTHING_BILLED];
    return reconciled(key, invoiced.get(key), own, there, rounding);
  });
  const total = (of: (line: ReconciledLine) => PicoDollars) =>
    lines.reduce((sum, line) => sum + of(line), 0n);
  return {
    invoiced: total((line) => line.invoiced),
    ledger: total((line) => line.ledger),
    difference: total((line) => line.difference),
    hoursAhead,
    models: matches,
    causes: causesOf(lines),
    lines,
  };
}

function reconciled(
  key: string,
  group: InvoiceGroup | undefined,
  own: Billed,
  there: Billed,
  rounding: PicoDollars,
): ReconciledLine {
  const [day, model] = JSON.parse(key) as [string | null, string | null];
  const invoiced = group?.amount ?? 0n;
  const moved = there.cost - own.cost;
  const zone: Explanation = {
    cause: 'time zone',
    amount: moved,
    because: 'The days of the invoice begin at another hour than those in UTC.',
  };
  const rest = explainDifference({
    invoiced,
    invoicedTokens: group?.tokens ?? null,
    billed: there,
    rounding: rounding * BigInt(group?.lines ?? 0),
  });
  return {
    day,
    model,
    invoiced,
    ledger: own.cost,
    difference: invoiced - own.cost,
    explanations: moved === 0n ? rest : [zone, ...rest],
  };
}

/** What the lines of an invoice differ by, without regard to direction. */
function apart(groups: readonly InvoiceGroup[], billed: ReadonlyMap<string, Billed>): PicoDollars {
  return groups.reduce((sum, { day, model, amount }) => {
    const difference = amount - (billed.get(keyOf(day, model))?.cost ?? 0n);
    return sum + (difference < 0n ? -difference : difference);
  }, 0n);
}

function causesOf(lines: readonly ReconciledLine[]): Reconciliation['causes'] {
  const amounts = new Map<DifferenceCause, PicoDollars>();
  for (const { cause, amount } of lines.flatMap(({ explanations }) => explanations)) {
    amounts.set(cause, (amounts.get(cause) ?? 0n) + amount);
  }
  return [...amounts].map(([cause, amount]) => ({ cause, amount }));
}

function keyOf(day: string | null, model: string | null): string {
  return JSON.stringify([day, model]);
}

function dayOf({ hour }: BilledHour, ahead: number): string {
  return new Date((hour + ahead) * HOUR_MS).toISOString().slice(0, 10);
}

function midnight(date: Date, field: string): number {
  const time = date.getTime();
  if (time % DAY_MS === 0) return time;
  throw new InvalidRequestError(`\`${field}\` is not a midnight in UTC.`, field);
}
