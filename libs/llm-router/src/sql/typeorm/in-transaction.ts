import type { DataSource } from 'typeorm';
import { type Clock, SystemClock } from '../../contracts/clock.js';
import { runOnSqlite, sqliteOf } from './sqlite-transaction.js';
import type { SqlWork } from './sql-work.js';
import { isTransient } from './transient-errors.js';

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;
const MOST_TRIES = 20;

/**
 * Does all of the work or nothing. What fails for a reason that passes, a lock or a deadlock, is tried again up to 20 times,
 * with pauses from 5 to 100 ms: 1.6 s in all.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: () => SqlWork<T>,
  clock: Clock = new SystemClock(),
): Promise<T> {
  const sqlite = sqliteOf(dataSource);
  for (let tries = 1; ; tries++) {
    try {
      return sqlite === undefined
        ? await runOnConnection(dataSource, work())
        : runOnSqlite(sqlite, work(), dataSource.logger);
    } catch (error) {
      if (tries === MOST_TRIES || !isTransient(error)) throw error;
    }
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
    await new Promise<void>((resolve) => clock.after(pauseMs, resolve));
  }
}

/** On a connection that nobody else has meanwhile. */
async function runOnConnection<T>(dataSource: DataSource, work: SqlWork<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    let step = work.next();
    while (!step.done) {
      const { sql, parameters } = step.value;
      const { records } = await runner.query(sql, [...parameters], true);
      step = work.next(records);
    }
    await runner.commitTransaction();
    return step.value;
  } catch (error) {
    // Where the connection is gone, the first error says more.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
