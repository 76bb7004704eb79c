import type { DataSource } from 'typeorm';

/**
 * Makes what was written survive a loss of power. PostgreSQL has done so with each commit; SQLite, where its journal is
 * a write-ahead log and `synchronous` is `NORMAL`, does so with the next checkpoint.
 */
export async function makeDurable(dataSource: DataSource): Promise<void> {
  if (dataSource.options.type === 'postgres') return;
  await dataSource.query('PRAGMA wal_checkpoint(PASSIVE)');
}
