import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import {
  type BudgetAmounts,
  type BudgetAnswer,
  type BudgetMove,
  type BudgetQuery,
  type BudgetStep,
  BudgetStore,
  type KeptBudget,
} from '../../contracts/budget-store.js';
import { type Clock, SystemClock } from '../../contracts/clock.js';
import { atMostEvery } from '../../foundation/at-most-every.js';
import { NOTHING } from '../budget-sheet.js';
import { BudgetBatch } from './budget-batch.js';
import { readCounter } from './budget-rows.js';
import { BudgetTables } from './budget-tables.js';
import { CountersMissing, makeCounters } from './make-counters.js';
import { inTransaction } from '../../sql/typeorm/in-transaction.js';
import type { SqlRow, SqlStatement, SqlWork } from '../../sql/typeorm/sql-work.js';
import { isLockTimeout } from '../../sql/typeorm/transient-errors.js';

const REMEMBER_LEASE_MS = 3_600_000;
const REMEMBER_COUNTER_MS = 3 * 3_600_000;
const TIDY_EVERY_MS = 300_000;
/** Where calls take what is to be moved, or counters are gone again that were made. */
const MOST_TRIES = 20;
const PAUSE_MS = 10;

/**
 * Keeps counters in `llm_budget_counters` and leases in `llm_budget_leases`, on SQLite and on PostgreSQL. All that is asked
 * at once is one transaction. Leases expire by PostgreSQL's clock, so that those of the processes may differ; on SQLite, by
 * the machine's.
 */
export class TypeOrmBudgetStore extends BudgetStore {
  override readonly shared = true;
  private readonly logger = new Logger('LlmBudgets');
  private readonly tables: BudgetTables;
  private readonly clock: Clock;
  private readonly mayTidy: () => boolean;

  /** `clock`: in the place of the database's own; for tests. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly ownClock?: Clock,
  ) {
    super();
    this.clock = ownClock ?? new SystemClock();
    this.tables = new BudgetTables(dataSource);
    this.mayTidy = atMostEvery(TIDY_EVERY_MS, () => this.clock.monotonic());
  }

  override async apply(steps: readonly BudgetStep[]): Promise<readonly BudgetAnswer[]> {
    const answers = await this.run(() => this.batch((it) => it.run(steps)));
    if (this.mayTidy()) void this.tidy();
    return answers;
  }

  override async read(ids: readonly string[]): Promise<readonly BudgetAmounts[]> {
    if (ids.length === 0) return [];
    const { tables } = this;
    const sql = `SELECT * FROM ${tables.counters} WHERE id IN (${tables.placeholders(ids.length)})`;
    const kept = await this.select({ sql, parameters: ids });
    const found = new Map(kept.map(({ counter, amounts }) => [counter.id, amounts]));
    return ids.map((id) => found.get(id) ?? NOTHING);
  }

  override list(query: BudgetQuery): Promise<readonly KeptBudget[]> {
    return this.select(this.tables.list(query));
  }

  override ofSubject(subject: string): Promise<readonly KeptBudget[]> {
    return this.select(this.tables.ofSubject(subject));
  }

  override async move(moves: readonly BudgetMove[]): Promise<void> {
    if (moves.length === 0) return;
    for (let tries = 1; !(await this.tryToMove(moves)); tries++) {
      if (tries === MOST_TRIES) throw new Error('Calls take the counters all the time.');
      await new Promise<void>((resolve) => this.clock.after(PAUSE_MS, resolve));
    }
  }

  private async tryToMove(moves: readonly BudgetMove[]): Promise<boolean> {
    try {
      return await this.run(() => this.batch((it) => it.move(moves)));
    } catch (error) {
      if (isLockTimeout(error)) return false;
      throw error;
    }
  }

  /** Without what has expired. */
  private async select(statement: SqlStatement): Promise<KeptBudget[]> {
    const rows = await this.run(() => this.selecting(statement));
    return rows.map(readCounter);
  }

  /** Counters may be tidied away, or moved, between being made and being taken. */
  private async run<T>(work: () => SqlWork<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await inTransaction(this.dataSource, work, this.clock);
      } catch (error) {
        if (!(error instanceof CountersMissing) || tries === MOST_TRIES) throw error;
        const { missing } = error;
        await inTransaction(this.dataSource, () => makeCounters(this.tables, missing), this.clock);
      }
    }
  }

  private *selecting(statement: SqlStatement): SqlWork<readonly SqlRow[]> {
    yield* this.batch((it) => it.expire());
    return yield statement;
  }

  private *batch<T>(run: (batch: BudgetBatch) => SqlWork<T>): SqlWork<T> {
    return yield* run(new BudgetBatch(this.tables, yield* this.now()));
  }

  private *now(): SqlWork<number> {
    const [row] = this.tables.isPostgres ? yield this.tables.now() : [];
    return this.ownClock === undefined && row !== undefined ? Number(row['now']) : this.clock.now();
  }

  /** Forgets what is over, beside the calls. */
  private async tidy(): Promise<void> {
    try {
      await this.run(() => this.tidying());
    } catch (error) {
      this.logger.warn(`Budgets that are over could not be deleted: ${String(error)}`);
    }
  }

  private *tidying(): SqlWork<void> {
    const now = yield* this.now();
    yield this.tables.forgetLeases(now - REMEMBER_LEASE_MS);
    yield this.tables.forgetCounters(now - REMEMBER_COUNTER_MS);
  }
}
