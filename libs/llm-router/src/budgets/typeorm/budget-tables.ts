import type { DataSource } from 'typeorm';
import type { BudgetQuery } from '../../contracts/budget-store.js';
import { LlmBudgetCounter } from './llm-budget-counter.entity.js';
import { LlmBudgetLease } from './llm-budget-lease.entity.js';
import type { SqlStatement } from '../../sql/typeorm/sql-work.js';
import { tablePath } from '../../sql/typeorm/table-path.js';

/** SQLite is in this process: a statement that is prepared once is faster than one for many rows. */
const POSTGRES_ROWS = 500;

/** What PostgreSQL gives up after, so that a process that hangs cannot hold up the others for longer. */
const PATIENCE = `set_config('lock_timeout', '2s', true), set_config('idle_in_transaction_session_timeout', '5s', true)`;

/** The statements of the budgets' tables, on SQLite and on PostgreSQL. */
export class BudgetTables {
  readonly counters: string;
  readonly leases: string;
  readonly isPostgres: boolean;

  constructor(private readonly dataSource: DataSource) {
    this.isPostgres = dataSource.options.type === 'postgres';
    this.counters = tablePath(dataSource, LlmBudgetCounter);
    this.leases = tablePath(dataSource, LlmBudgetLease);
  }

  /** PostgreSQL's own time, as epoch milliseconds. */
  now(): SqlStatement {
    const sql = `SELECT ${PATIENCE}, floor(extract(epoch FROM clock_timestamp()) * 1000) AS now`;
    return { sql, parameters: [] };
  }

  /** Has PostgreSQL give up soon, so that the calls are not kept waiting. */
  hurry(): SqlStatement {
    return { sql: `SELECT set_config('lock_timeout', '100ms', true)`, parameters: [] };
  }

  /** In the order of their ids, so that nobody waits for somebody who waits for him. */
  lock(table: string, ids: readonly string[]): SqlStatement {
    const sql = `SELECT * FROM ${table} WHERE id IN (${this.placeholders(ids.length)}) ORDER BY id`;
    return { sql: this.isPostgres ? `${sql} FOR UPDATE` : sql, parameters: ids };
  }

  /** Those that nobody is busy with. */
  lockExpired(now: number, most: number): SqlStatement {
    const sql = `SELECT * FROM ${this.leases} WHERE ended = 0 AND expires_at <= ${this.placeholders(1)} ORDER BY expires_at LIMIT ${most}`;
    return { sql: this.isPostgres ? `${sql} FOR UPDATE SKIP LOCKED` : sql, parameters: [now] };
  }

  /** Leases of the calls under way. */
  open(): SqlStatement {
    return { sql: `SELECT * FROM ${this.leases} WHERE ended = 0`, parameters: [] };
  }

  ofSubject(subject: string): SqlStatement {
    const sql = `SELECT * FROM ${this.counters} WHERE subject = ${this.placeholders(1)}`;
    return { sql, parameters: [subject] };
  }

  /** Gives the ids of those that were not there. */
  insert(table: string, columns: readonly string[], rows: unknown[][]): SqlStatement[] {
    return this.write(table, columns, rows, 'DO NOTHING RETURNING id');
  }

  save(table: string, columns: readonly string[], rows: unknown[][]): SqlStatement[] {
    const changes = columns.filter((it) => it !== 'id').map((it) => `${it} = excluded.${it}`);
    return this.write(table, columns, rows, `(id) DO UPDATE SET ${changes.join(', ')}`);
  }

  remove(table: string, ids: readonly string[]): SqlStatement {
    const sql = `DELETE FROM ${table} WHERE id IN (${this.placeholders(ids.length)})`;
    return { sql, parameters: ids };
  }

  forgetLeases(endedBefore: number): SqlStatement {
    const sql = `DELETE FROM ${this.leases} WHERE ended = 1 AND expires_at <= ${this.placeholders(1)}`;
    return { sql, parameters: [endedBefore] };
  }

  forgetCounters(endedBefore: number): SqlStatement {
    const sql = `DELETE FROM ${this.counters} WHERE ends_at <= ${this.placeholders(1)}`;
    return { sql, parameters: [endedBefore] };
  }

  /** Counters of the windows that hold a time. */
  list({ budget, subject, tenant, at, limit }: BudgetQuery): SqlStatement {
    const parameters: unknown[] = [];
    const value = (it: unknown) => this.placeholders(1, parameters.push(it) - 1);
    const conditions = [
      `starts_at <= ${value(at)}`,
      `(ends_at IS NULL OR ends_at > ${value(at)})`,
      ...(budget === undefined ? [] : [`budget = ${value(budget)}`]),
      ...(subject === undefined ? [] : [`subject = ${value(subject)}`]),
      ...(tenant === undefined ? [] : [`tenant = ${value(tenant)}`]),
    ];
    // Whole numbers without zeros in front: the longer one is the larger one.
    const sql = `SELECT * FROM ${this.counters} WHERE ${conditions.join(' AND ')} ORDER BY LENGTH(spent) DESC, spent DESC, id LIMIT ${value(limit)}`;
    return { sql, parameters };
  }

  placeholders(count: number, from = 0): string {
    const { driver } = this.dataSource;
    const each = Array.from({ length: count }, (_, at) => driver.createParameter('p', from + at));
    return each.join(', ');
  }

  private write(
    table: string,
    columns: readonly string[],
    rows: unknown[][],
    conflict: string,
  ): SqlStatement[] {
    const size = this.isPostgres ? POSTGRES_ROWS : 1;
    const statements: SqlStatement[] = [];
    for (let start = 0; start < rows.length; start += size) {
      const some = rows.slice(start, start + size);
      const tuples = some.map(
        (row, index) => `(${this.placeholders(row.length, index * row.length)})`,
      );
      statements.push({
        sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${tuples.join(', ')} ON CONFLICT ${conflict}`,
        parameters: some.flat(),
      });
    }
    return statements;
  }
}
