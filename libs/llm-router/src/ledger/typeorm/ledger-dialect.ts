import type { DataSource } from 'typeorm';

/** The two things that SQLite and PostgreSQL say differently. */
export interface LedgerDialect {
  /** Lists the `key`s and `value`s of a JSON object as rows. */
  readonly each: string;
  /** The exact sum of a column of integers, as text. */
  readonly sum: (column: string) => string;
}

const POSTGRES: LedgerDialect = {
  each: 'json_each_text',
  sum: (column) => `CAST(SUM(${column}) AS TEXT)`,
};

/** SQLite's sums end at 2⁶³, which is 9.2 million dollars: add millions and remainders apart, and write one behind the other. */
const SQLITE: LedgerDialect = {
  each: 'json_each',
  sum: (column) =>
    `(SUM(${column} / 1000000) + SUM(${column} % 1000000) / 1000000) || printf('%06d', SUM(${column} % 1000000) % 1000000)`,
};

export function dialectOf(dataSource: DataSource): LedgerDialect {
  return dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
}
