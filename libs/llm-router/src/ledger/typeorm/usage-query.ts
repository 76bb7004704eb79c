import type { DataSource } from 'typeorm';
import { InvalidRequestError } from '../../contracts/errors/request-errors.js';
import type { PicoDollars } from '../../contracts/model-price.js';
import type { TokenUsage } from '../../contracts/token-usage.js';
import { tablePath } from './insert-rows.js';
import { dialectOf } from './ledger-dialect.js';
import { LlmRequest } from './llm-request.entity.js';
import { epochRange, type TimeRange } from './time-range.js';
import {
  type CompiledDimension,
  compileDimension,
  type UsageDimension,
} from './usage-dimension.js';

/** Which calls to add up, and by what. */
export interface UsageQuery extends TimeRange {
  /** 1 to 4 dimensions. */
  readonly groupBy: readonly UsageDimension[];
}

/** The sums of a group of calls. */
export interface UsageRow {
  /** The group: a value for each dimension that was asked for; null where the calls have none. */
  readonly dimensions: Readonly<Record<string, string | null>>;
  readonly requests: number;
  readonly tokens: Omit<TokenUsage, 'estimated'>;
  /** Exact sum of the costs that are known. */
  readonly cost: PicoDollars;
  /** Calls whose cost is unknown; they are not in `cost`. */
  readonly costUnknown: number;
}

const TOKENS = {
  input: 'input_tokens',
  cacheRead: 'cache_read_tokens',
  cacheWrite: 'cache_write_tokens',
  inputAudio: 'input_audio_tokens',
  output: 'output_tokens',
  reasoning: 'reasoning_tokens',
  outputAudio: 'output_audio_tokens',
} as const satisfies Record<keyof UsageRow['tokens'], string>;

/** Adds up the calls of the ledger, ordered by the dimensions. Throws an `InvalidRequestError` for dimensions that do not exist. */
export async function sumUsage(dataSource: DataSource, query: UsageQuery): Promise<UsageRow[]> {
  const { groupBy } = query;
  const { from, to } = epochRange(query);
  const { each, sum } = dialectOf(dataSource);
  if (groupBy.length < 1 || groupBy.length > 4) {
    throw new InvalidRequestError(
      `Name 1 to 4 dimensions; there are ${groupBy.length}.`,
      'groupBy',
    );
  }
  const dimensions = groupBy.map((name, index) => compileDimension(name, index, each));
  const columns = [
    ...dimensions.map(({ expression }, index) => `${expression} AS "d${index}"`),
    'COUNT(*) AS "requests"',
    ...Object.entries(TOKENS).map(([name, column]) => `SUM(request."${column}") AS "${name}"`),
    `${sum('request."cost_pico_usd"')} AS "cost"`,
    'COUNT(*) - COUNT(request."cost_pico_usd") AS "costUnknown"',
  ];
  const conditions = [
    ...(from === undefined ? [] : ['request."started_at" >= :from']),
    ...(to === undefined ? [] : ['request."started_at" < :to']),
  ];
  const [sql, parameters] = dataSource.driver.escapeQueryWithParameters(
    [
      `SELECT ${columns.join(', ')} FROM ${tablePath(dataSource, LlmRequest)} AS request`,
      groupBy.includes('tag') ? `LEFT JOIN ${each}(request."tags") AS tag ON true` : '',
      conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '',
      `GROUP BY ${dimensions.map((_, index) => index + 1).join(', ')}`,
    ].join(' '),
    Object.assign({ from, to }, ...dimensions.map((dimension) => dimension.parameters)) as Record<
      string,
      unknown
    >,
  );
  const rows = await dataSource.query<Record<string, unknown>[]>(sql, parameters);
  return rows.map((row) => usageRow(row, dimensions)).sort(byDimensions);
}

function usageRow(
  row: Record<string, unknown>,
  dimensions: readonly CompiledDimension[],
): UsageRow {
  const tokens = Object.keys(TOKENS).map((name) => [name, Number(row[name])]);
  return {
    dimensions: Object.fromEntries(
      dimensions.map(({ name, show }, index) => [name, show(row[`d${index}`])]),
    ),
    requests: Number(row['requests']),
    tokens: Object.fromEntries(tokens) as UsageRow['tokens'],
    cost: BigInt((row['cost'] as string | null) ?? 0),
    costUnknown: Number(row['costUnknown']),
  };
}

/** In code, since databases differ in collation and in where they put null; here it comes last. */
function byDimensions(a: UsageRow, b: UsageRow): number {
  for (const [name, left] of Object.entries(a.dimensions)) {
    const right = b.dimensions[name] ?? null;
    if (left === right) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
