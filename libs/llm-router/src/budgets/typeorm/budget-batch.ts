import type {
  BudgetAnswer,
  BudgetCounter,
  BudgetMove,
  BudgetStep,
  KeptBudget,
} from '../../contracts/budget-store.js';
import { BudgetSheet, NOTHING } from '../budget-sheet.js';
import {
  COUNTER_COLUMNS,
  counterRow,
  LEASE_COLUMNS,
  leaseRow,
  readCounter,
  readLease,
} from './budget-rows.js';
import type { BudgetTables } from './budget-tables.js';
import { CountersMissing } from './make-counters.js';
import type { SqlRow, SqlWork } from '../../sql/typeorm/sql-work.js';

/** Expired leases that a transaction clears away at most; the next one goes on. */
const MOST_EXPIRED = 200;

/**
 * Steps in one transaction: everything that they are about is locked and read, decided on here, and written back.
 * Leases are locked before counters, by everybody.
 */
export class BudgetBatch {
  private readonly sheet = new BudgetSheet();
  /** Ids of leases that have a row. */
  private readonly locked = new Set<string>();

  constructor(
    private readonly tables: BudgetTables,
    private readonly now: number,
  ) {}

  *run(steps: readonly BudgetStep[]): SqlWork<readonly BudgetAnswer[]> {
    yield* this.lockLeases([...new Set(steps.map((it) => it.lease))].sort());
    yield* this.lockExpired();
    const counters = steps.flatMap<{ readonly counter: BudgetCounter }>((it) =>
      it.type === 'hold' ? it.holds : it.charges,
    );
    yield* this.lockCounters(
      new Map(counters.map(({ counter }) => [counter.id, { counter, amounts: NOTHING }])),
    );
    this.sheet.expire(this.now);
    const answers = steps.map((step) => this.sheet.take(step, this.now));
    yield* this.save();
    return answers;
  }

  /** All that has expired gives back what it held. */
  *expire(): SqlWork<void> {
    for (let found = MOST_EXPIRED; found === MOST_EXPIRED;) {
      found = yield* this.lockExpired();
      if (found === 0) return;
      yield* this.lockCounters(new Map());
      this.sheet.expire(this.now);
      yield* this.save();
      this.sheet.counters.clear();
      this.locked.clear();
    }
  }

  /** False: calls took some of these counters meanwhile, so that it has to be tried again. Nothing is moved then. */
  *move(moves: readonly BudgetMove[]): SqlWork<boolean> {
    const { tables } = this;
    if (tables.isPostgres) yield tables.hurry();
    const from = new Set(moves.map((it) => it.from));
    const holders = yield* this.holdersOf(from);
    if (holders.length > 0) this.addLeases(yield tables.lock(tables.leases, holders.sort()));
    yield* this.lockCounters(
      new Map([
        ...[...from].map((id): [string, undefined] => [id, undefined]),
        ...moves.map(({ to }): [string, KeptBudget] => [to.id, { counter: to, amounts: NOTHING }]),
      ]),
    );
    // From here on nobody can take any of them; but whoever has may wait for a counter, so that his lease is not waited for.
    if ((yield* this.holdersOf(from)).some((id) => !this.locked.has(id))) return false;
    const gone = [...from].filter((id) => this.sheet.counters.has(id));
    for (const it of moves) this.sheet.move(it);
    yield* this.save();
    if (gone.length > 0) yield tables.remove(tables.counters, gone);
    return true;
  }

  /** Leases that hold some of these counters. */
  private *holdersOf(counters: ReadonlySet<string>): SqlWork<string[]> {
    const rows = yield this.tables.open();
    return rows
      .filter((row) => [...readLease(row).holds.keys()].some((it) => counters.has(it)))
      .map((row) => String(row['id']));
  }

  /** Rows are made for those that have none, so that nobody else makes them meanwhile. */
  private *lockLeases(ids: readonly string[]): SqlWork<void> {
    const { tables } = this;
    this.addLeases(yield tables.lock(tables.leases, ids));
    const missing = ids.filter((id) => !this.locked.has(id));
    const rows = missing.map((id) => [id, '[]', this.now, 1]);
    const made = new Set<unknown>();
    for (const statement of tables.insert(tables.leases, LEASE_COLUMNS, rows)) {
      for (const { id } of yield statement) made.add(id);
    }
    const others = missing.filter((id) => !made.has(id));
    for (const id of missing) this.locked.add(id);
    if (others.length > 0) this.addLeases(yield tables.lock(tables.leases, others));
  }

  private *lockExpired(): SqlWork<number> {
    const rows = yield this.tables.lockExpired(this.now, MOST_EXPIRED);
    this.addLeases(rows);
    return rows.length;
  }

  /** Those that are asked for, and those that leases hold. Throws `CountersMissing` where one has to be made first. */
  private *lockCounters(wanted: Map<string, KeptBudget | undefined>): SqlWork<void> {
    const { tables } = this;
    const held = [...this.sheet.leases.values()].flatMap(({ holds }) => [...holds.keys()]);
    const ids = [...new Set([...wanted.keys(), ...held])].sort();
    if (ids.length === 0) return;
    this.addCounters(yield tables.lock(tables.counters, ids));
    const missing = ids.flatMap((id) =>
      this.sheet.counters.has(id) ? [] : (wanted.get(id) ?? []),
    );
    if (missing.length > 0) throw new CountersMissing(missing);
  }

  private *save(): SqlWork<void> {
    const { tables, sheet } = this;
    const counters = [...sheet.counters.values()].map(counterRow);
    for (const statement of tables.save(tables.counters, COUNTER_COLUMNS, counters)) {
      yield statement;
    }
    const leases = [...sheet.leases].map(([id, lease]) => leaseRow(id, lease));
    for (const statement of tables.save(tables.leases, LEASE_COLUMNS, leases)) yield statement;
    const gone = [...this.locked].filter((id) => !sheet.leases.has(id));
    if (gone.length > 0) yield tables.remove(tables.leases, gone);
  }

  private addLeases(rows: readonly SqlRow[]): void {
    for (const row of rows) {
      const id = String(row['id']);
      this.locked.add(id);
      this.sheet.leases.set(id, readLease(row));
    }
  }

  private addCounters(rows: readonly SqlRow[]): void {
    for (const row of rows) {
      const kept = readCounter(row);
      this.sheet.counters.set(kept.counter.id, kept);
    }
  }
}
