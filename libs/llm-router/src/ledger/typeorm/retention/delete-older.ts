import type { DataSource } from 'typeorm';
import type { Clock } from '../../../contracts/clock.js';
import type { SqlStatement } from '../../../sql/typeorm/sql-work.js';

const ROWS_PER_BATCH = 500;
/** In which others get their turn. */
const PAUSE_MS = 10;

export interface Deletion {
  readonly dataSource: DataSource;
  /** As SQL names it. */
  readonly table: string;
  /** Epoch milliseconds: rows that started earlier go. */
  readonly before: number;
  readonly clock: Clock;
  /** Runs one statement, and tells how many rows it gave. */
  readonly run: (statement: SqlStatement) => Promise<number>;
  /** Asked before each statement. */
  readonly goesOn: () => boolean;
}

/** Deletes rows by their age, 500 in a statement, so that no lock is held for long. Returns how many. */
export async function deleteOlder({ clock, run, goesOn, ...it }: Deletion): Promise<number> {
  const statement = deletion(it);
  for (let deleted = 0; ;) {
    if (!goesOn()) return deleted;
    const rows = await run(statement);
    deleted += rows;
    if (rows < ROWS_PER_BATCH) return deleted;
    await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
  }
}

function deletion({
  dataSource,
  table,
  before,
}: Pick<Deletion, 'dataSource' | 'table' | 'before'>): SqlStatement {
  const limit = dataSource.driver.createParameter('before', 0);
  return {
    sql: `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE started_at < ${limit} ORDER BY started_at LIMIT ${ROWS_PER_BATCH}) RETURNING id`,
    parameters: [before],
  };
}
