import type { DataSource } from 'typeorm';
import type { PicoDollars } from '../../../contracts/model-price.js';
import { ledgerSql } from '../ledger-sql.js';
import type { SqlRow } from '../../../sql/typeorm/sql-work.js';
import { SqlParameters } from '../sql-parameters.js';
import { HOUR_MS } from '../time-range.js';
import { TOKEN_COLUMNS } from '../usage-measures.js';

/** What the ledger says of some tries at a provider, as far as it bears upon an invoice. */
export interface Billed {
  /** Of the tries whose price is known, corrections included. */
  readonly cost: PicoDollars;
  /** Of all tries. */
  readonly tokens: number;
  readonly tries: number;
  /** Tries whose price is unknown, and their tokens. */
  readonly unpriced: number;
  readonly unpricedTokens: number;
  /** Tries whose counts are our estimate or were out of bounds, and what they cost. */
  readonly estimated: number;
  readonly estimatedCost: PicoDollars;
  /** Tries that the provider had begun to answer, and that ended without any count of tokens. */
  readonly unmetered: number;
}

export interface BilledHour extends Billed {
  /** Hours since the epoch. */
  readonly hour: number;
  /** The provider's own name for the model. */
  readonly model: string;
  /** What the provider says served it. */
  readonly servedModel: string | null;
}

/** Everything that is billed by a provider in these whole hours, by hour and model. */
export async function billedHours(
  dataSource: DataSource,
  provider: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<BilledHour[]> {
  const { tables, dialect } = ledgerSql(dataSource);
  const parameters = new SqlParameters();
  const tokens = `(${Object.values(TOKEN_COLUMNS)
    .map((it) => `"${it}"`)
    .join(' + ')})`;
  const cost = 'COALESCE("cost_pico_usd", 0)';
  const isTry = `"kind" NOT IN ('saved', 'correction')`;
  const guessed = `("usage_estimated" OR "usage_suspect")`;
  const count = (...conditions: string[]) =>
    `SUM(CASE WHEN ${[isTry, ...conditions].join(' AND ')} THEN 1 ELSE 0 END)`;
  const columns = {
    hour: `"started_at" / ${HOUR_MS}`,
    model: '"model"',
    servedModel: '"served_model"',
    cost: dialect.exactSum(cost),
    tokens: `SUM(${tokens})`,
    tries: count(),
    unpriced: count('"cost_pico_usd" IS NULL'),
    unpricedTokens: `SUM(CASE WHEN ${isTry} AND "cost_pico_usd" IS NULL THEN ${tokens} ELSE 0 END)`,
    estimated: count(guessed),
    estimatedCost: dialect.exactSum(`CASE WHEN ${isTry} AND ${guessed} THEN ${cost} ELSE 0 END`),
    unmetered: count(`${tokens} = 0`, `"opened_ms" IS NOT NULL`, `"status" <> 'succeeded'`),
  };
  const list = Object.entries(columns).map(([name, expression]) => `${expression} AS "${name}"`);
  const { sql, parameters: values } = parameters.statement(
    dataSource,
    [
      `SELECT ${list.join(', ')} FROM ${tables.attempts}`,
      `WHERE "provider" = ${parameters.bind(provider)} AND "started_at" >= ${from} AND "started_at" < ${to}`,
      'GROUP BY 1, 2, 3',
    ].join(' '),
  );
  const rows = await dataSource.query<SqlRow[]>(sql, [...values]);
  return rows.map((row) => {
    const model = row['model'] as string;
    const amount = (name: string) => dialect.readSum(row[name] as string | null);
    return {
      hour: Number(row['hour']),
      model: model.slice(model.indexOf('/') + 1),
      servedModel: row['servedModel'] as string | null,
      cost: amount('cost'),
      tokens: Number(row['tokens']),
      tries: Number(row['tries']),
      unpriced: Number(row['unpriced']),
      unpricedTokens: Number(row['unpricedTokens']),
      estimated: Number(row['estimated']),
      estimatedCost: amount('estimatedCost'),
      unmetered: Number(row['unmetered']),
    };
  });
}

export const NOTHING_BILLED: Billed = {
  cost: 0n,
  tokens: 0,
  tries: 0,
  unpriced: 0,
  unpricedTokens: 0,
  estimated: 0,
  estimatedCost: 0n,
  unmetered: 0,
};

export function addBilled(a: Billed, b: Billed): Billed {
  return {
    cost: a.cost + b.cost,
    tokens: a.tokens + b.tokens,
    tries: a.tries + b.tries,
    unpriced: a.unpriced + b.unpriced,
    unpricedTokens: a.unpricedTokens + b.unpricedTokens,
    estimated: a.estimated + b.estimated,
    estimatedCost: a.estimatedCost + b.estimatedCost,
    unmetered: a.unmetered + b.unmetered,
  };
}
