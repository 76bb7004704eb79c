import type { DataSource } from 'typeorm';
import { SqlParameters } from '../sql-parameters.js';
import { DAY_MS, HOUR_MS } from '../time-range.js';
import { USAGE_DIMENSIONS, type UsageDimension } from '../usage-dimension.js';
import { MEASURE_NAMES, MEASURES, type UsageSums } from '../usage-measures.js';
import type { LedgerSql } from '../usage-parts.js';
import type { Day } from './days-of-ledger.js';
import { dailySums, hourlySums, wholePeriods } from './fill-rollups.js';

/** Where rollups and rows disagree. */
export interface RollupDifference {
  readonly dimension: UsageDimension;
  /** As the rollup has it: empty where the calls have none. */
  readonly value: string;
  readonly period: 'hour' | 'day';
  /** When the hour or day begins. */
  readonly at: Date;
  /** What the rollup lacks; negative where it has too much. */
  readonly lacking: Partial<UsageSums>;
}

/** Compares the hours of a day with its rows, and the day with its hours. */
export async function rollupDifferences(
  dataSource: DataSource,
  sql: LedgerSql,
  day: Day,
): Promise<RollupDifference[]> {
  const found: RollupDifference[] = [];
  for (const dimension of USAGE_DIMENSIONS) {
    const parameters = new SqlParameters();
    const expected = hourlySums(dimension, day, sql, parameters);
    const kept = [`"dimension" = '${dimension}'`, wholePeriods('hour', day)].join(' AND ');
    found.push(...(await compare(dataSource, sql, 'hour', expected, kept, parameters)));
  }
  const expected = dailySums(day, sql);
  const kept = wholePeriods('day', day);
  found.push(...(await compare(dataSource, sql, 'day', expected, kept, new SqlParameters())));
  return found;
}

/** Adds up what is expected and, with the opposite sign, what is kept: where they agree nothing is left. */
async function compare(
  dataSource: DataSource,
  { tables, dialect }: LedgerSql,
  period: 'hour' | 'day',
  expected: string,
  kept: string,
  parameters: SqlParameters,
): Promise<RollupDifference[]> {
  const columns = MEASURE_NAMES.map((name) => `"${MEASURES[name].column}"`);
  const negative = columns.map((column) => `-${column}`).join(', ');
  const sums = MEASURE_NAMES.map((name) => {
    const column = `"${MEASURES[name].column}"`;
    return `${MEASURES[name].money ? dialect.exactSum(column) : `SUM(${column})`} AS "${name}"`;
  });
  const { sql, parameters: values } = parameters.statement(
    dataSource,
    [
      `SELECT "dimension", "${period}" AS "period", "value", ${sums.join(', ')} FROM (${expected}`,
      `UNION ALL SELECT "dimension", "${period}", "value", ${negative}`,
      `FROM ${period === 'hour' ? tables.hours : tables.days} WHERE ${kept}) AS sides`,
      `GROUP BY "dimension", "${period}", "value"`,
      `HAVING ${columns.map((column) => `SUM(${column}) <> 0`).join(' OR ')}`,
    ].join(' '),
  );
  const rows = await dataSource.query<Record<string, unknown>[]>(sql, [...values]);
  return rows.map((row) => {
    const lacking = MEASURE_NAMES.map((name): [string, number | bigint] => [
      name,
      MEASURES[name].money ? dialect.readSum(row[name] as string) : Number(row[name]),
    ]);
    return {
      dimension: row['dimension'] as UsageDimension,
      value: row['value'] as string,
      period,
      at: new Date(Number(row['period']) * (period === 'hour' ? HOUR_MS : DAY_MS)),
      lacking: Object.fromEntries(lacking.filter(([, sum]) => sum != 0)),
    };
  });
}
