import type { DataSource } from 'typeorm';
import type { SqlWork } from '../../../sql/typeorm/sql-work.js';
import { MEASURE_NAMES, MEASURES } from '../usage-measures.js';
import type { FoldedSums } from './fold-rows.js';

/** PostgreSQL binds 65,535 values to a statement. SQLite is in this process: what is prepared once is faster row by row. */
const ROWS_PER_STATEMENT = 500;

export interface RollupTable {
  readonly path: string;
  readonly period: 'hour' | 'day';
}

const COLUMNS = MEASURE_NAMES.map((name) => MEASURES[name].column);

/** Adds sums to a rollup. Always in the same order, so that two transactions never wait for each other. */
export function* upsertSums(
  { driver, options }: DataSource,
  { path, period }: RollupTable,
  folded: FoldedSums,
): SqlWork<void> {
  const names = ['dimension', period, 'value', ...COLUMNS];
  const columns = names.map((name) => `"${name}"`).join(', ');
  const additions = COLUMNS.map((name) => `"${name}" = rollup."${name}" + excluded."${name}"`);
  const statement = (rows: number) => {
    const tuple = (_: unknown, row: number) =>
      `(${names.map((name, index) => driver.createParameter(name, row * names.length + index)).join(', ')})`;
    const tuples = Array.from({ length: rows }, tuple).join(', ');
    return `INSERT INTO ${path} AS rollup (${columns}) VALUES ${tuples} ON CONFLICT ("dimension", "${period}", "value") DO UPDATE SET ${additions.join(', ')}`;
  };
  const rows = sorted(folded);
  const size = options.type === 'postgres' ? ROWS_PER_STATEMENT : 1;
  // Made once: SQLite runs it for every row.
  const full = rows.length < size ? '' : statement(size);
  for (let start = 0; start < rows.length; start += size) {
    const batch = rows.slice(start, start + size);
    yield { sql: batch.length === size ? full : statement(batch.length), parameters: batch.flat() };
  }
}

function sorted(folded: FoldedSums): (string | number)[][] {
  const rows: { key: string; row: (string | number)[] }[] = [];
  for (const [period, dimensions] of folded) {
    for (const [dimension, values] of dimensions) {
      for (const [value, sums] of values) {
        const measures = MEASURE_NAMES.map((name) => {
          const sum = sums[name];
          return typeof sum === 'bigint' ? sum.toString() : sum;
        });
        rows.push({
          key: `${dimension}\n${period}\n${value}`,
          row: [dimension, period, value, ...measures],
        });
      }
    }
  }
  return rows.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
}
