import type { DataSource } from 'typeorm';
import type { SqlStatement } from '../../../sql/typeorm/sql-work.js';
import { SqlParameters } from '../sql-parameters.js';
import { DAY_MS, HOUR_MS } from '../time-range.js';
import {
  type CompiledDimension,
  compileDimension,
  TAG,
  USAGE_DIMENSIONS,
  type UsageDimension,
} from '../usage-dimension.js';
import { MEASURE_NAMES, MEASURES } from '../usage-measures.js';
import { type LedgerSql, rowParts } from '../usage-parts.js';
import type { Day } from './days-of-ledger.js';

const COLUMNS = MEASURE_NAMES.map((name) => `"${MEASURES[name].column}"`).join(', ');

/** A name that nothing else has; it is there for one transaction. */
const DAY = '"llm_rows_of_day"';

/** All tags of a call, in one column. */
const TAGS: CompiledDimension = {
  name: 'tag',
  ofAttempt: 'request."tags"',
  ofRequest: 'request."tags"',
  needsRequest: true,
};

/** What fills the empty rollups of a day from its rows: tries and calls are joined once, for all dimensions. */
export function fillRollups(dataSource: DataSource, sql: LedgerSql, day: Day): SqlStatement[] {
  const { hours, days } = sql.tables;
  const parameters = new SqlParameters();
  const dimensions = USAGE_DIMENSIONS.filter((name) => name !== 'tag').map((name) =>
    compileDimension(name, sql.dialect.each, parameters.bind),
  );
  const shape = { dimensions: [...dimensions, TAGS], filters: [], bucket: 'hour' } as const;
  const tags = `${sql.dialect.each}(${sql.dialect.json(`part."d${dimensions.length}"`)})`;
  const byHour = dimensions.map(({ name, ofRequest }, index) => {
    // Calls have no region of their own: only the rows of tries count.
    const source =
      ofRequest === undefined ? `${DAY} AS part WHERE "requests" = 0` : `${DAY} AS part`;
    return sums(name, `"d${index}"`, source, sql);
  });
  const byTag = sums('tag', TAG, `${DAY} AS part LEFT JOIN ${tags} AS tag ON true`, sql);
  const statements = [
    `CREATE TEMP TABLE ${DAY} AS ${rowParts(shape, day, sql, true).join(' UNION ALL ')}`,
    ...[...byHour, byTag].map(
      (select) => `INSERT INTO ${hours} ("dimension", "hour", "value", ${COLUMNS}) ${select}`,
    ),
    `DROP TABLE ${DAY}`,
    `INSERT INTO ${days} ("dimension", "day", "value", ${COLUMNS}) ${dailySums(day, sql)}`,
  ];
  return statements.map((text) => parameters.statement(dataSource, text));
}

/** A SELECT of what the rollup of hours has to hold of a dimension. */
export function hourlySums(
  dimension: UsageDimension,
  day: Day,
  sql: LedgerSql,
  { bind }: SqlParameters,
): string {
  const compiled = compileDimension(dimension, sql.dialect.each, bind);
  const parts = rowParts({ dimensions: [compiled], filters: [], bucket: 'hour' }, day, sql);
  return sums(dimension, '"d0"', `(${parts.join(' UNION ALL ')}) AS part`, sql);
}

function sums(dimension: UsageDimension, value: string, source: string, sql: LedgerSql): string {
  const columns = MEASURE_NAMES.map((name) => {
    const { column, money } = MEASURES[name];
    return `${sum(`part."${name}"`, money, sql)} AS "${column}"`;
  });
  return [
    `SELECT '${dimension}' AS "dimension", "bucket" AS "hour", COALESCE(${value}, '') AS "value", ${columns.join(', ')}`,
    `FROM ${source} GROUP BY "bucket", ${value}`,
  ].join(' ');
}

/** A SELECT of what the rollup of days has to hold. */
export function dailySums(day: Day, sql: LedgerSql): string {
  const sums = MEASURE_NAMES.map((name) => {
    const { column, money } = MEASURES[name];
    return `${sum(`"${column}"`, money, sql)} AS "${column}"`;
  });
  return [
    `SELECT "dimension", "hour" / 24 AS "day", "value", ${sums.join(', ')} FROM ${sql.tables.hours}`,
    `WHERE ${wholePeriods('hour', day)} GROUP BY "dimension", "hour" / 24, "value"`,
  ].join(' ');
}

function sum(column: string, money: true | undefined, { dialect }: LedgerSql): string {
  return money ? dialect.sum(column) : `SUM(${column})`;
}

/** A condition on a rollup's `hour` or `day`. */
export function wholePeriods(period: 'hour' | 'day', { from, to }: Day): string {
  const length = period === 'hour' ? HOUR_MS : DAY_MS;
  return `"${period}" >= ${from / length} AND "${period}" < ${to / length}`;
}
