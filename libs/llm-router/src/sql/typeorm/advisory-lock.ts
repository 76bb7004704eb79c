import type { DataSource, QueryRunner } from 'typeorm';

/** Keys of PostgreSQL's advisory locks; any numbers that nobody else uses. */
export const MIGRATIONS_LOCK = 4_802_731_966;
export const RETENTION_LOCK = 4_802_731_967;

/**
 * Runs something on a connection of PostgreSQL that holds a lock meanwhile, which ends with the connection. Where another
 * process has it, this waits; with `orElse: 'leave'` nothing is run, and the result is undefined.
 */
export async function underAdvisoryLock<T>(
  dataSource: DataSource,
  key: number,
  orElse: 'wait' | 'leave',
  run: (runner: QueryRunner) => Promise<T>,
): Promise<T | undefined> {
  const runner = dataSource.createQueryRunner();
  try {
    if (orElse === 'wait') await runner.query('SELECT pg_advisory_lock($1)', [key]);
    else if (!(await tryLock(runner, key))) return undefined;
    try {
      return await run(runner);
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [key]);
    }
  } finally {
    await runner.release();
  }
}

async function tryLock(runner: QueryRunner, key: number): Promise<boolean> {
  const [row] = (await runner.query('SELECT pg_try_advisory_lock($1) AS locked', [key])) as {
    locked: boolean;
  }[];
  return row?.locked === true;
}
