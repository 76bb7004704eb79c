import { randomUUID } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import type { SqlRow, SqlStatement } from '../../sql/typeorm/sql-work.js';

const BATCH = 1_000;

/**
 * The answer of a SELECT in batches of 1,000 rows, as it was when the first was read; the rest waits in the database. It
 * keeps a connection of PostgreSQL for as long as it is read.
 */
export async function* readBatches(
  dataSource: DataSource,
  statement: SqlStatement,
): AsyncGenerator<SqlRow[], void, undefined> {
  const runner = dataSource.createQueryRunner();
  const name = `"llm_answer_${randomUUID()}"`;
  try {
    const read = dataSource.options.type === 'postgres' ? readCursor : readTable;
    yield* read(runner, name, statement);
  } finally {
    await runner.release();
  }
}

/** `WITH HOLD`: no transaction stays open meanwhile, which would keep PostgreSQL from tidying up. */
async function* readCursor(runner: QueryRunner, name: string, { sql, parameters }: SqlStatement) {
  await runner.query(`DECLARE ${name} NO SCROLL CURSOR WITH HOLD FOR ${sql}`, [...parameters]);
  try {
    for (;;) {
      const rows = (await runner.query(`FETCH ${BATCH} FROM ${name}`)) as SqlRow[];
      if (rows.length > 0) yield rows;
      if (rows.length < BATCH) return;
    }
  } finally {
    await runner.query(`CLOSE ${name}`);
  }
}

/** SQLite's only connection can do nothing else while it steps through a SELECT, so the answer goes into a table first. */
async function* readTable(runner: QueryRunner, name: string, { sql, parameters }: SqlStatement) {
  await runner.query(`CREATE TEMP TABLE ${name} AS ${sql}`, [...parameters]);
  try {
    for (let last = 0; ; last += BATCH) {
      const rows = (await runner.query(
        `SELECT * FROM temp.${name} WHERE rowid > ${last} ORDER BY rowid LIMIT ${BATCH}`,
      )) as SqlRow[];
      if (rows.length > 0) yield rows;
      if (rows.length < BATCH) return;
    }
  } finally {
    await runner.query(`DROP TABLE temp.${name}`);
  }
}
