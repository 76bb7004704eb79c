import type { KeptBudget } from '../../contracts/budget-store.js';
import type { SqlWork } from '../../sql/typeorm/sql-work.js';
import { COUNTER_COLUMNS, counterRow } from './budget-rows.js';
import type { BudgetTables } from './budget-tables.js';

/**
 * Counters have to be made, in a transaction of their own: whoever holds others meanwhile, and waits for those, may be waited
 * for by somebody who has just made them.
 */
export class CountersMissing extends Error {
  constructor(readonly missing: readonly KeptBudget[]) {
    super('Counters have to be made first.');
  }
}

/** Makes those that are not there, in the order of their ids. */
export function* makeCounters(tables: BudgetTables, missing: readonly KeptBudget[]): SqlWork<void> {
  const rows = missing.map(counterRow);
  for (const it of tables.insert(tables.counters, COUNTER_COLUMNS, rows)) yield it;
}
