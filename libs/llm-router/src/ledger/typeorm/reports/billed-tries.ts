import type { DataSource } from 'typeorm';
import type { PicoDollars } from '../../../contracts/model-price.js';
import { byTokenClass, type TokenUsage } from '../../../contracts/token-usage.js';
import { ledgerSql } from '../ledger-sql.js';
import type { SqlRow } from '../../../sql/typeorm/sql-work.js';
import { SqlParameters } from '../sql-parameters.js';
import { epochRange, type TimeRange } from '../time-range.js';
import { TOKEN_COLUMNS } from '../usage-measures.js';
import { compileFilter, type UsageFilter } from '../usage-shape.js';

const BATCH = 2_000;

/** A row of `llm_attempts` that used tokens or cost something. */
export interface BilledTry {
  readonly startedAt: number;
  readonly usage: TokenUsage;
  /** Null: unknown. */
  readonly cost: PicoDollars | null;
  /** Not a try, but what has to be added to earlier ones. */
  readonly correction: boolean;
}

interface Position {
  readonly startedAt: unknown;
  readonly id: unknown;
}

/** All of a range, in batches of 2,000, each read when it is asked for. */
export async function* billedTries(
  dataSource: DataSource,
  { filter, ...range }: TimeRange & { readonly filter?: UsageFilter },
): AsyncGenerator<BilledTry[], void, undefined> {
  let after: Position | undefined;
  for (;;) {
    const { sql, parameters } = page(dataSource, filter ?? {}, range, after);
    const rows = await dataSource.query<SqlRow[]>(sql, [...parameters]);
    if (rows.length > 0) yield rows.map(billedTry);
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = { startedAt: last['started_at'], id: last['id'] };
  }
}

function page(
  dataSource: DataSource,
  filter: UsageFilter,
  range: TimeRange,
  after: Position | undefined,
) {
  const ledger = ledgerSql(dataSource);
  const parameters = new SqlParameters();
  const { from, to } = epochRange(range);
  const tokens = Object.values(TOKEN_COLUMNS).map((it) => `attempt."${it}"`);
  const filters = compileFilter(filter, ledger, parameters);
  const conditions = [
    `attempt."kind" <> 'saved'`,
    `(attempt."cost_pico_usd" IS NULL OR attempt."cost_pico_usd" <> 0 OR ${tokens.join(' + ')} > 0)`,
    ...(from === undefined ? [] : [`attempt."started_at" >= ${from}`]),
    ...(to === undefined ? [] : [`attempt."started_at" < ${to}`]),
    ...(after === undefined
      ? []
      : [
          `(attempt."started_at", attempt."id") > (${parameters.bind(after.startedAt)}, ${parameters.bind(after.id)})`,
        ]),
    ...filters.map(({ dimension, condition }) => condition(dimension.ofAttempt)),
  ];
  const call = filters.some(({ dimension }) => dimension.needsRequest)
    ? `LEFT JOIN ${ledger.tables.requests} AS request ON request."id" = attempt."request_id"`
    : '';
  const columns = [
    ...['id', 'kind', 'started_at', 'usage_estimated', 'usage_suspect'].map(
      (name) => `attempt."${name}"`,
    ),
    `CAST(attempt."cost_pico_usd" AS TEXT) AS "cost"`,
    ...tokens,
  ];
  return parameters.statement(
    dataSource,
    [
      `SELECT ${columns.join(', ')} FROM ${ledger.tables.attempts} AS attempt ${call}`,
      `WHERE ${conditions.join(' AND ')}`,
      `ORDER BY attempt."started_at", attempt."id" LIMIT ${BATCH}`,
    ].join(' '),
  );
}

function billedTry(row: SqlRow): BilledTry {
  return {
    startedAt: Number(row['started_at']),
    usage: {
      ...byTokenClass((name) => Number(row[TOKEN_COLUMNS[name]])),
      estimated: Boolean(row['usage_estimated']),
      suspect: Boolean(row['usage_suspect']),
    },
    cost: row['cost'] === null ? null : BigInt(row['cost'] as string),
    correction: row['kind'] === 'correction',
  };
}
