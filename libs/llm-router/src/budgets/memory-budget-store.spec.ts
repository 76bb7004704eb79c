import type { BudgetCounter, BudgetStep } from '../contracts/budget-store.js';
import { ManualClock } from '../resilience/manual-clock.fixture.js';
import { MemoryBudgetStore } from './memory-budget-store.js';

const HOUR_MS = 3_600_000;

/** What it keeps, which must not grow for ever. */
const sizes = (store: MemoryBudgetStore) => {
  const { sheet } = store as unknown as {
    sheet: { counters: Map<string, unknown>; leases: Map<string, unknown> };
  };
  return { counters: sheet.counters.size, leases: sheet.leases.size };
};

it('forgets ended calls after an hour, and counters three hours after their window', async () => {
  const clock = new ManualClock();
  const store = new MemoryBudgetStore(clock);
  const counter = (id: string, endsAt?: number): BudgetCounter => ({
    ...{ id, budget: 'b', measure: 'requests', subject: '', startsAt: 0 },
    ...{ limit: 10n, slack: 0n, ...(endsAt !== undefined && { endsAt }) },
  });
  const charge = (lease: string, of: BudgetCounter): BudgetStep => ({
    type: 'end',
    lease,
    charges: [{ counter: of, amount: 1n }],
  });
  await store.apply([
    charge('1', counter('hour', clock.now() + HOUR_MS)),
    charge('2', counter('total')),
  ]);
  expect(sizes(store)).toEqual({ counters: 2, leases: 2 });
  clock.advance(HOUR_MS);
  await store.read([]);
  expect(sizes(store)).toEqual({ counters: 2, leases: 0 });
  clock.advance(3 * HOUR_MS);
  await store.read([]);
  expect(sizes(store)).toEqual({ counters: 1, leases: 0 });
});

it('keeps 100,000 ended calls at most', async () => {
  const clock = new ManualClock();
  const store = new MemoryBudgetStore(clock);
  const end = (lease: number): BudgetStep => ({ type: 'end', lease: String(lease), charges: [] });
  await store.apply(Array.from({ length: 100_500 }, (_, lease) => end(lease)));
  clock.advance(60_000);
  await store.read([]);
  expect(sizes(store).leases).toBe(100_000);
  expect((await store.apply([end(100_499)]))[0]!.outcome).toBe('ended');
});
