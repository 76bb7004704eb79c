import type { KeptBudget } from '../contracts/budget-store.js';

/** Orders counters: the one with the most spent goes first. */
export function byMostSpent(a: KeptBudget, b: KeptBudget): number {
  const more = b.amounts.spent - a.amounts.spent;
  if (more !== 0n) return more > 0n ? 1 : -1;
  return a.counter.id < b.counter.id ? -1 : 1;
}
