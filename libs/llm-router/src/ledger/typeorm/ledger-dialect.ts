import type { DataSource } from 'typeorm';

/** What SQLite and PostgreSQL say differently. */
export interface LedgerDialect {
  /** Lists the `key`s and `value`s of a JSON object as rows. */
  readonly each: string;
  /** A JSON object from its text. */
  readonly json: (text: string) => string;
  /** Orders texts by their characters, whatever language the database speaks. */
  readonly byCharacters: string;
  /** The sum of a column of integers, for another column: exact as far as that can hold it. */
  readonly sum: (column: string) => string;
  /** The exact sum of a column of integers, as text for `readSum`. */
  readonly exactSum: (column: string) => string;
  readonly readSum: (text: string | null) => bigint;
  /** The month of a number of days since the epoch, e.g. `2026-11`. */
  readonly month: (day: string) => string;
}

const POSTGRES: LedgerDialect = {
  each: 'json_each_text',
  json: (text) => `CAST(${text} AS json)`,
  byCharacters: 'COLLATE "C"',
  sum: (column) => `SUM(${column})`,
  exactSum: (column) => `CAST(SUM(${column}) AS TEXT)`,
  readSum: (text) => BigInt(text ?? 0),
  month: (day) => `to_char(DATE '1970-01-01' + CAST(${day} AS integer), 'YYYY-MM')`,
};

/**
 * SQLite's integers end at 2⁶³, which is 9.2 million dollars. A sum beyond is an error, so that millions and what is left
 * of them are added up apart; a column holds more as a float.
 */
const SQLITE: LedgerDialect = {
  each: 'json_each',
  json: (text) => text,
  byCharacters: '',
  sum: (column) => `(SUM(${column} / 1000000) * 1000000 + SUM(${column} % 1000000))`,
  exactSum: (column) =>
    `(CAST(SUM(${column} / 1000000) AS INTEGER) || ' ' || CAST(SUM(${column} % 1000000) AS INTEGER))`,
  readSum: (text) => {
    const [millions = 0, rest = 0] = text?.split(' ') ?? [];
    return BigInt(millions) * 1_000_000n + BigInt(rest);
  },
  month: (day) => `strftime('%Y-%m', ${day} * 86400, 'unixepoch')`,
};

export function dialectOf(dataSource: DataSource): LedgerDialect {
  return dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
}
