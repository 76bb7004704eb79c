import type { QueryRunner } from 'typeorm';
import { inTransaction, monthStart, moving, type TableName } from './partitions.js';

interface Index {
  readonly name: string;
  readonly definition: string;
  readonly primary: boolean;
}

/**
 * Puts a table that is partitioned by month in the place of a plain one. What that holds becomes the first partition, up
 * to the end of this month; an empty one is dropped. The key is the id and the time from then on: a row that is written
 * again has both. Views on the table, and grants to other roles, have to be made again.
 */
export async function partitionTable(
  runner: QueryRunner,
  table: TableName,
  now: number,
): Promise<void> {
  const [before, others] = [table('_before'), table('_default')];
  const run = (sql: string) => runner.query(sql);
  await inTransaction(runner, async () => {
    await run(`LOCK TABLE ${table()} IN ACCESS EXCLUSIVE MODE`);
    const indices = await indicesOf(runner, table);
    for (const { path, name } of indices) {
      await run(`ALTER INDEX ${path} RENAME TO ${quoted(runner, `${name}_before`)}`);
    }
    await run(`ALTER TABLE ${table()} RENAME TO ${before.slice(before.lastIndexOf('.') + 1)}`);
    await run(
      `CREATE TABLE ${table()} (LIKE ${before} INCLUDING DEFAULTS, PRIMARY KEY (id, started_at)) PARTITION BY RANGE (started_at)`,
    );
    for (const { definition, primary } of indices) if (!primary) await run(definition);
    await run(`CREATE TABLE ${others} PARTITION OF ${table()} DEFAULT`);
    const rows = (await run(`SELECT 1 FROM ${before} LIMIT 1`)) as unknown[];
    if (rows.length === 0) return run(`DROP TABLE ${before}`);
    const end = monthStart(now, 1);
    for (const { name, primary } of indices) {
      if (primary) {
        await run(`ALTER TABLE ${before} DROP CONSTRAINT ${quoted(runner, `${name}_before`)}`);
      }
    }
    await run(`ALTER TABLE ${before} ADD PRIMARY KEY (id, started_at)`);
    await run(moving(before, others, end));
    await run(
      `ALTER TABLE ${table()} ATTACH PARTITION ${before} FOR VALUES FROM (MINVALUE) TO (${end})`,
    );
  });
}

async function indicesOf(
  runner: QueryRunner,
  table: TableName,
): Promise<(Index & { readonly path: string })[]> {
  return (await runner.query(
    `SELECT indexrelid::regclass::text AS path, relname AS name, pg_get_indexdef(oid) AS definition, indisprimary AS primary
      FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indrelid = $1::regclass`,
    [table()],
  )) as (Index & { path: string })[];
}

function quoted({ connection }: QueryRunner, name: string): string {
  return connection.driver.escape(name);
}
