import type { EntityTarget, ObjectLiteral, QueryRunner } from 'typeorm';

/** A partition, with the epoch milliseconds that it holds; `from` is -Infinity for what was there before. */
export interface Partition {
  readonly path: string;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** A table as SQL names it, and its relatives: `"llm_requests"`, `"llm_requests_2026_11"`. */
export type TableName = (suffix?: string) => string;

/** As PostgreSQL tells them. */
const BOUNDS = /^FOR VALUES FROM \((MINVALUE|'(-?\d+)')\) TO \('(-?\d+)'\)$/;

export function tableName<T extends ObjectLiteral>(
  { connection }: QueryRunner,
  entity: EntityTarget<T>,
): TableName {
  const names = connection.getMetadata(entity).tablePath.split('.');
  return (suffix = '') =>
    names
      .map((name, index) => (index === names.length - 1 ? name + suffix : name))
      .map((name) => connection.driver.escape(name))
      .join('.');
}

export async function isPartitioned(runner: QueryRunner, table: TableName): Promise<boolean> {
  const [row] = (await runner.query('SELECT relkind FROM pg_class WHERE oid = $1::regclass', [
    table(),
  ])) as { relkind: string }[];
  return row?.relkind === 'p';
}

/** Those with bounds: all but the one for what belongs nowhere else. */
export async function partitionsOf(runner: QueryRunner, table: TableName): Promise<Partition[]> {
  const rows = (await runner.query(
    `SELECT inhrelid::regclass::text AS path, pg_get_expr(relpartbound, oid) AS bounds
      FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = $1::regclass`,
    [table()],
  )) as { path: string; bounds: string }[];
  return rows.flatMap(({ path, bounds }) => {
    const [, start, from, to] = BOUNDS.exec(bounds) ?? [];
    if (start === undefined) return [];
    return [{ path, from: from === undefined ? -Infinity : Number(from), to: Number(to) }];
  });
}

/** Makes the partitions of the month of a time and of so many after it, where they are not there yet. */
export async function makeAhead(
  runner: QueryRunner,
  table: TableName,
  now: number,
  months: number,
): Promise<void> {
  const there = await partitionsOf(runner, table);
  for (let month = 0; month <= months; month++) {
    const [from, to] = [monthStart(now, month), monthStart(now, month + 1)];
    if (!there.some((it) => it.from < to && from < it.to)) await make(runner, table, from, to);
  }
}

/** What has fallen into the default partition meanwhile moves to where it belongs. */
async function make(
  runner: QueryRunner,
  table: TableName,
  from: number,
  to: number,
): Promise<void> {
  const path = table(`_${new Date(from).toISOString().slice(0, 7).replace('-', '_')}`);
  await inTransaction(runner, async () => {
    await runner.query(`LOCK TABLE ${table('_default')} IN ACCESS EXCLUSIVE MODE`);
    await runner.query(`CREATE TABLE ${path} (LIKE ${table()} INCLUDING DEFAULTS)`);
    await runner.query(moving(table('_default'), path, from, to));
    await runner.query(
      `ALTER TABLE ${table()} ATTACH PARTITION ${path} FOR VALUES FROM (${from}) TO (${to})`,
    );
  });
}

/** A statement that moves rows by their time. */
export function moving(source: string, target: string, from: number, to = Infinity): string {
  const until = to === Infinity ? '' : ` AND started_at < ${to}`;
  return `WITH moved AS (DELETE FROM ${source} WHERE started_at >= ${from}${until} RETURNING *) INSERT INTO ${target} SELECT * FROM moved`;
}

/** Drops what is older as a whole; returns how many partitions that were. */
export async function dropOlder(
  runner: QueryRunner,
  table: TableName,
  before: number,
): Promise<number> {
  const old = (await partitionsOf(runner, table)).filter(({ to }) => to <= before);
  for (const { path } of old) {
    await inTransaction(runner, () => runner.query(`DROP TABLE ${path}`));
  }
  return old.length;
}

/** The first moment of the month, so many months on, in UTC. */
export function monthStart(time: number, monthsOn = 0): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsOn);
}

/** All writers wait behind a lock on a table, so that it is not waited for longer than 5 s. */
export async function inTransaction(
  runner: QueryRunner,
  work: () => Promise<unknown>,
): Promise<void> {
  await runner.startTransaction();
  try {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    await work();
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}
