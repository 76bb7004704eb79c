import type { DataSource } from 'typeorm';
import type { PicoDollars } from '../../contracts/model-price.js';
import { byTokenClass, type TokenClass } from '../../contracts/token-usage.js';
import { ledgerSql } from './ledger-sql.js';
import type { SqlStatement } from '../../sql/typeorm/sql-work.js';
import { readBatches } from './read-batches.js';
import { SqlParameters } from './sql-parameters.js';
import { shownBucket, type TimeBucket } from './time-bucket.js';
import { epochRange, type TimeRange } from './time-range.js';
import { shownTag, type UsageDimension } from './usage-dimension.js';
import { AMOUNTS, areNone, COUNTS, MEASURE_NAMES, MEASURES, noSums } from './usage-measures.js';
import { countsRequests, type LedgerSql, type UsageShape } from './usage-parts.js';
import { compileShape, type UsageFilter } from './usage-shape.js';
import { usageSources } from './usage-sources.js';

/** Which calls to add up, and by what. */
export interface UsageQuery extends TimeRange {
  /** Up to 4 dimensions. Default none: all calls together. */
  readonly groupBy?: readonly UsageDimension[];
  /** Adds up by spans of time too. Default: the whole range is one. */
  readonly bucket?: TimeBucket;
  /** Default: all calls. */
  readonly filter?: UsageFilter;
}

/** The sums of a group of calls. */
export interface UsageRow {
  /** When the span of time begins, where one was asked for: `2026-11-22T14:00Z`, `2026-11-22` (a week: its Monday), `2026-11`. */
  readonly bucket?: string;
  /** The group: a value for each dimension that was asked for; null where the calls have none. */
  readonly dimensions: Readonly<Record<string, string | null>>;
  /** Null under a dimension that only tries have: `kind`, `region`, `credential`, `release`, `service_tier`. */
  readonly requests: number | null;
  /** Upstream tries. */
  readonly attempts: number;
  /** Those that did not succeed. */
  readonly failedAttempts: number;
  readonly tokens: Readonly<Record<TokenClass, number>>;
  /** Exact sum of the costs that are known. */
  readonly cost: PicoDollars;
  /** Tries whose cost is unknown; they are not in `cost`. */
  readonly costUnknown: number;
  /** Tries whose tokens are our estimate. */
  readonly estimated: number;
  /** Tries whose provider sent counts that cannot be right. */
  readonly suspect: number;
  /** What answers of the cache had cost when providers gave them. */
  readonly saved: PicoDollars;
}

interface UsageStatement extends SqlStatement {
  /** Undefined for a group that adds up to nothing. */
  readonly read: (row: Record<string, unknown>) => UsageRow | undefined;
}

/**
 * Adds up the ledger, ordered by time and by the dimensions. Throws an `InvalidRequestError` for a dimension, span of time
 * or date that does not exist.
 */
export async function sumUsage(dataSource: DataSource, query: UsageQuery): Promise<UsageRow[]> {
  const { sql, parameters, read } = compileUsage(dataSource, query);
  const rows = await dataSource.query<Record<string, unknown>[]>(sql, [...parameters]);
  return rows.map(read).filter((row) => row !== undefined);
}

/** As above, row by row: what is kept in memory does not grow with the answer. */
export async function* streamUsage(
  dataSource: DataSource,
  query: UsageQuery,
): AsyncGenerator<UsageRow, void, undefined> {
  const statement = compileUsage(dataSource, query);
  for await (const rows of readBatches(dataSource, statement)) {
    for (const row of rows) {
      const usage = statement.read(row);
      if (usage !== undefined) yield usage;
    }
  }
}

function compileUsage(dataSource: DataSource, query: UsageQuery): UsageStatement {
  const sql = ledgerSql(dataSource);
  const parameters = new SqlParameters();
  const shape = compileShape(query, sql, parameters);
  const sources = usageSources(shape, epochRange(query), sql, parameters.bind);
  const { dialect } = sql;
  const groups = shape.dimensions.map((_, index) => `"d${index}"`);
  const keys = shape.bucket === undefined ? groups : ['"bucket"', ...groups];
  const order = [
    ...(shape.bucket === undefined ? [] : ['"bucket"']),
    ...groups.map((group) => `${group} ${dialect.byCharacters} NULLS LAST`),
  ];
  const columns = [
    ...keys,
    ...MEASURE_NAMES.map((name) => {
      const column = `part."${name}"`;
      return `${MEASURES[name].money ? dialect.exactSum(column) : `SUM(${column})`} AS "${name}"`;
    }),
  ];
  const text = [
    `SELECT ${columns.join(', ')} FROM (${sources.join(' UNION ALL ')}) AS part`,
    ...(keys.length > 0 ? [`GROUP BY ${keys.join(', ')} ORDER BY ${order.join(', ')}`] : []),
  ].join(' ');
  return { ...parameters.statement(dataSource, text), read: reader(shape, sql) };
}

/** Made once for all rows of an answer, which may be many. */
function reader(
  shape: UsageShape,
  { dialect }: LedgerSql,
): (row: Record<string, unknown>) => UsageRow | undefined {
  const { bucket } = shape;
  const knowsRequests = countsRequests(shape);
  return (row) => {
    const sums = noSums();
    for (const name of COUNTS) sums[name] = Number(row[name]);
    for (const name of AMOUNTS) sums[name] = dialect.readSum(row[name] as string | null);
    if (areNone(sums)) return undefined;
    const dimensions: Record<string, string | null> = {};
    for (const [index, { name }] of shape.dimensions.entries()) {
      const value = row[`d${index}`] as string | null;
      dimensions[name] = value !== null && name === 'tag' ? shownTag(value) : value;
    }
    const { requests, attempts, failedAttempts, cost, costUnknown, estimated, suspect, saved } =
      sums;
    return {
      ...(bucket && { bucket: shownBucket(bucket, row['bucket']) }),
      dimensions,
      requests: knowsRequests ? requests : null,
      attempts,
      failedAttempts,
      tokens: byTokenClass((name) => sums[name]),
      cost,
      costUnknown,
      estimated,
      suspect,
      saved,
    };
  };
}
