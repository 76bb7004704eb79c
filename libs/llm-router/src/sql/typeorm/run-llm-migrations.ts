import { type DataSource, MigrationExecutor } from 'typeorm';
import { type Clock, SystemClock } from '../../contracts/clock.js';
import { MIGRATIONS_LOCK, underAdvisoryLock } from './advisory-lock.js';
import { atOnce, type SqliteDatabase, sqliteOf } from './sqlite-transaction.js';
import { isTransient } from './transient-errors.js';

const PAUSE_MS = 50;
const LONGEST_WAIT_MS = 60_000;

/**
 * Runs the migrations of an initialized data source, all of them, while no other process does: several may start on one
 * empty database at once. PostgreSQL needs a connection of a session's own, not one of a pooler by transactions; on
 * SQLite all migrations are one transaction. Leave out `migrationsRun`, which would run them without the lock.
 * Rejects where a migration fails, or SQLite stays locked for a minute.
 */
export async function runLlmMigrations(
  dataSource: DataSource,
  clock: Clock = new SystemClock(),
): Promise<void> {
  const sqlite = sqliteOf(dataSource);
  if (sqlite === undefined) await runOnPostgres(dataSource);
  else await inSqliteTransaction(dataSource, sqlite, clock);
}

async function runOnPostgres(dataSource: DataSource): Promise<void> {
  await underAdvisoryLock(dataSource, MIGRATIONS_LOCK, 'wait', async (runner) => {
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = dataSource.options.migrationsTransactionMode ?? 'all';
    await executor.executePendingMigrations();
  });
}

async function inSqliteTransaction(
  dataSource: DataSource,
  database: SqliteDatabase,
  clock: Clock,
): Promise<void> {
  // Tables that others refer to may be copied and dropped; within a transaction this can no longer be said.
  const foreignKeys = database.pragma('foreign_keys', { simple: true });
  database.pragma('foreign_keys = OFF');
  try {
    await begin(database, clock);
    try {
      await dataSource.runMigrations({ transaction: 'none' });
      database.prepare('COMMIT').run();
    } finally {
      if (database.inTransaction) database.prepare('ROLLBACK').run();
    }
  } finally {
    database.pragma(`foreign_keys = ${Number(foreignKeys)}`);
  }
}

async function begin(database: SqliteDatabase, clock: Clock): Promise<void> {
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      return atOnce(database, () => database.prepare('BEGIN IMMEDIATE').run());
    } catch (error) {
      if (!isTransient(error) || waited >= LONGEST_WAIT_MS) throw error;
    }
    await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
  }
}
