import { type DataSource, type Driver, type Logger, QueryFailedError } from 'typeorm';
import type { SqlRow, SqlStatement, SqlWork } from './sql-work.js';

/** The part of a better-sqlite3 database that is used here. */
export interface SqliteDatabase {
  readonly inTransaction: boolean;
  prepare(sql: string): SqliteStatement;
  pragma(statement: string, options?: { readonly simple: boolean }): unknown;
}

interface SqliteStatement {
  /** Whether it gives rows. */
  readonly reader: boolean;
  all(...parameters: unknown[]): SqlRow[];
  run(...parameters: unknown[]): unknown;
}

/** Other code is in a transaction on the connection that everybody shares. It ends soon, like any lock. */
class ConnectionInUse extends Error {
  readonly code = 'SQLITE_BUSY';

  constructor() {
    super('Other code is in a transaction on the connection.');
  }
}

const BEGIN: SqlStatement = { sql: 'BEGIN IMMEDIATE', parameters: [] };
const COMMIT: SqlStatement = { sql: 'COMMIT', parameters: [] };
const ROLLBACK: SqlStatement = { sql: 'ROLLBACK', parameters: [] };

/** Preparing a statement takes longer than running it. */
const KEPT_STATEMENTS = 50;
const prepared = new WeakMap<SqliteDatabase, Map<string, SqliteStatement>>();

/** The connection of better-sqlite3; undefined where the database is another one. */
export function sqliteOf({ options, driver }: DataSource): SqliteDatabase | undefined {
  return options.type === 'better-sqlite3'
    ? (driver as Driver & { readonly databaseConnection: SqliteDatabase }).databaseConnection
    : undefined;
}

/**
 * In one go, since all code of the process shares the connection: with a wait inside, statements of others would be in
 * the transaction, and be undone with it. The lock to write is taken first; where another process has it, this fails
 * at once, since a wait of SQLite's would stop the whole process.
 */
export function runOnSqlite<T>(database: SqliteDatabase, work: SqlWork<T>, logger: Logger): T {
  if (database.inTransaction) throw new ConnectionInUse();
  const run = (statement: SqlStatement) => execute(database, statement, logger);
  atOnce(database, () => run(BEGIN));
  try {
    let step = work.next();
    while (!step.done) step = work.next(run(step.value));
    run(COMMIT);
    return step.value;
  } finally {
    if (database.inTransaction) run(ROLLBACK);
  }
}

/** What is locked fails now, and not after the connection's `busy_timeout`. */
export function atOnce(database: SqliteDatabase, run: () => void): void {
  const timeout = Number(database.pragma('busy_timeout', { simple: true }));
  database.pragma('busy_timeout = 0');
  try {
    run();
  } finally {
    database.pragma(`busy_timeout = ${timeout}`);
  }
}

function execute(
  database: SqliteDatabase,
  { sql, parameters }: SqlStatement,
  logger: Logger,
): readonly SqlRow[] {
  logger.logQuery(sql, [...parameters]);
  try {
    const statement = statementOf(database, sql);
    if (statement.reader) return statement.all(...parameters);
    statement.run(...parameters);
    return [];
  } catch (error) {
    throw new QueryFailedError(sql, [...parameters], error as Error);
  }
}

function statementOf(database: SqliteDatabase, sql: string): SqliteStatement {
  const kept = prepared.get(database) ?? new Map<string, SqliteStatement>();
  prepared.set(database, kept);
  const found = kept.get(sql);
  if (found !== undefined) return found;
  const statement = database.prepare(sql);
  const [oldest] = kept.keys();
  if (kept.size >= KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest);
  kept.set(sql, statement);
  return statement;
}
