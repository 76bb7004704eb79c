import { DAY_MS, type EpochRange } from '../time-range.js';
import type { LedgerSql } from '../usage-parts.js';

/** Whole days, one by one: what is done by day holds no lock for long, and fits into memory. */
export type Day = Required<EpochRange>;

/** The days between the first and the last that the ledger or its rollups know, as far as they are in the range. */
export async function daysOfLedger(
  query: (sql: string) => Promise<unknown>,
  { tables }: LedgerSql,
  { from = -Infinity, to = Infinity }: EpochRange,
): Promise<Day[]> {
  const ends = (time: string, table: string) =>
    `SELECT MIN(${time}) AS "first", MAX(${time}) AS "last" FROM ${table}`;
  const [known] = (await query(
    `SELECT MIN("first") AS "first", MAX("last") AS "last" FROM (${[
      ends('"started_at"', tables.attempts),
      ends('"started_at"', tables.requests),
      ends(`"day" * ${DAY_MS}`, tables.days),
    ].join(' UNION ALL ')}) AS ends`,
  )) as { first: unknown; last: unknown }[];
  if (known === undefined || known.first === null) return [];
  const first = Math.floor(Math.max(Number(known.first), from) / DAY_MS);
  const last = Math.ceil(Math.min(Number(known.last) + 1, to) / DAY_MS) - 1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    from: (first + index) * DAY_MS,
    to: (first + index + 1) * DAY_MS,
  }));
}
