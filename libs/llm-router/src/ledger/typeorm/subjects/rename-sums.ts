import type { DataSource } from 'typeorm';
import type { SqlRow, SqlWork } from '../../../sql/typeorm/sql-work.js';
import { ledgerSql } from '../ledger-sql.js';
import { SqlParameters } from '../sql-parameters.js';
import { MEASURE_NAMES, MEASURES } from '../usage-measures.js';
import { tagPattern } from './calls-of-subject.js';

const COLUMNS = MEASURE_NAMES.map((name) => `"${MEASURES[name].column}"`);
const NOTHING = COLUMNS.map((it) => `${it} = 0`).join(' AND ');

type Bind = (value: unknown) => string;

/**
 * Takes a name out of the rollups: sums that have become nothing go, and where no row names anybody so any more, what is
 * left of rows that retention has deleted goes to the pseudonym.
 */
export function* renameSums(
  dataSource: DataSource,
  name: string,
  pseudonym: string,
): SqlWork<void> {
  const { tables } = ledgerSql(dataSource);
  const run = function* (
    sql: (bind: Bind) => string,
  ): Generator<ReturnType<SqlParameters['statement']>, readonly SqlRow[], readonly SqlRow[]> {
    const parameters = new SqlParameters();
    return yield parameters.statement(dataSource, sql(parameters.bind));
  };
  const rows = (condition: (bind: Bind) => string) =>
    run((bind) => `SELECT 1 FROM ${tables.requests} WHERE ${condition(bind)} LIMIT 1`);
  const asUser = yield* rows((bind) => `"user_id" = ${bind(name)}`);
  const asTag = yield* rows(
    (bind) => `CAST("tags" AS TEXT) LIKE ${bind(tagPattern(name))} ESCAPE '!'`,
  );
  for (const [period, table] of [
    ['hour', tables.hours],
    ['day', tables.days],
  ] as const) {
    for (const [dimension, used] of [
      ['user', asUser.length > 0],
      ['tag', asTag.length > 0],
    ] as const) {
      const move = { dimension, period, table, name, pseudonym };
      yield* run((bind) => `DELETE FROM ${table} WHERE ${named(bind, move)} AND ${NOTHING}`);
      if (used) continue;
      yield* run((bind) => moving(bind, move));
      yield* run((bind) => `DELETE FROM ${table} WHERE ${named(bind, move)}`);
    }
  }
}

interface Move {
  readonly dimension: 'user' | 'tag';
  readonly period: 'hour' | 'day';
  readonly table: string;
  readonly name: string;
  readonly pseudonym: string;
}

/** A tag stands there as `name=value`, and ends with its value. */
function named(bind: Bind, { dimension, name }: Move): string {
  if (dimension === 'user') return `"dimension" = 'user' AND "value" = ${bind(name)}`;
  const suffix = bind(`%=${name.replaceAll(/[!%_]/g, '!$&')}`);
  return `"dimension" = 'tag' AND "value" LIKE ${suffix} ESCAPE '!'`;
}

function moving(bind: Bind, move: Move): string {
  const { dimension, period, table, name, pseudonym } = move;
  const target = `CAST(${bind(pseudonym)} AS varchar)`;
  const before = `substr("value", 1, length("value") - length(CAST(${bind(name)} AS varchar)))`;
  const value = dimension === 'user' ? target : `${before} || ${target}`;
  const additions = COLUMNS.map((it) => `${it} = rollup.${it} + excluded.${it}`).join(', ');
  return [
    `INSERT INTO ${table} AS rollup ("dimension", "${period}", "value", ${COLUMNS.join(', ')})`,
    `SELECT "dimension", "${period}", ${value}, ${COLUMNS.join(', ')} FROM ${table}`,
    `WHERE ${named(bind, move)}`,
    `ON CONFLICT ("dimension", "${period}", "value") DO UPDATE SET ${additions}`,
  ].join(' ');
}
