import type {
  BudgetAmounts,
  BudgetAnswer,
  BudgetCounter,
  BudgetHold,
  BudgetMove,
  BudgetStep,
  KeptBudget,
} from '../contracts/budget-store.js';

export const NOTHING: BudgetAmounts = Object.freeze({ spent: 0n, expected: 0n, worst: 0n });

/** What a lease holds of a counter. */
export type Held = Pick<BudgetAmounts, 'expected' | 'worst'>;

export interface Lease {
  /** By the counters' ids. */
  readonly holds: ReadonlyMap<string, Held>;
  /** On the store's clock. */
  readonly expiresAt: number;
  readonly ended: boolean;
}

/** Counters and leases, and how a step changes them: all that stores have to agree on. */
export class BudgetSheet {
  readonly counters = new Map<string, KeptBudget>();
  readonly leases = new Map<string, Lease>();

  /** What has expired gives back what it held, and is forgotten. */
  expire(now: number): void {
    for (const [id, lease] of this.leases) {
      if (lease.ended || lease.expiresAt > now) continue;
      this.giveBack(lease);
      this.leases.delete(id);
    }
  }

  take(step: BudgetStep, now: number): BudgetAnswer {
    return step.type === 'hold' ? this.hold(step, now) : this.end(step, now);
  }

  move({ from, to }: BudgetMove): void {
    const kept = this.counters.get(from);
    if (kept === undefined) return;
    this.counters.delete(from);
    this.change(to, kept.amounts);
    for (const [id, lease] of this.leases) {
      const moved = lease.holds.get(from);
      if (moved === undefined) continue;
      const holds = new Map(lease.holds);
      holds.delete(from);
      holds.set(to.id, sum(moved, holds.get(to.id)));
      this.leases.set(id, { ...lease, holds });
    }
  }

  private hold(
    { lease: id, holds, expiresInMs }: Extract<BudgetStep, { type: 'hold' }>,
    now: number,
  ): BudgetAnswer {
    const lease = this.leases.get(id);
    const counters = holds.map((it) => it.counter);
    if (lease?.ended) return this.answer('ended', counters);
    const refusedBy = holds.findIndex((it) => !this.fits(it));
    if (refusedBy >= 0) return { ...this.answer('refused', counters), refusedBy };
    const held = new Map(lease?.holds);
    for (const { counter, expected, worst } of holds) {
      held.set(counter.id, sum({ expected, worst }, held.get(counter.id)));
      this.change(counter, { expected, worst, spent: 0n });
    }
    this.leases.set(id, { holds: held, expiresAt: now + expiresInMs, ended: false });
    return this.answer('done', counters);
  }

  private end(
    { lease: id, charges }: Extract<BudgetStep, { type: 'end' }>,
    now: number,
  ): BudgetAnswer {
    const lease = this.leases.get(id);
    const counters = charges.map((it) => it.counter);
    if (lease?.ended) return this.answer('ended', counters);
    if (lease !== undefined) this.giveBack(lease);
    for (const { counter, amount } of charges) {
      this.change(counter, { spent: amount, expected: 0n, worst: 0n });
    }
    this.leases.set(id, { holds: new Map(), expiresAt: now, ended: true });
    return this.answer('done', counters);
  }

  private fits({ counter, expected, worst }: BudgetHold): boolean {
    if (expected === 0n && worst === 0n) return true;
    const now = this.amountsOf(counter.id);
    return (
      now.spent + now.expected + expected <= counter.limit &&
      now.spent + now.worst + worst <= counter.limit + counter.slack
    );
  }

  private giveBack({ holds }: Lease): void {
    for (const [id, { expected, worst }] of holds) {
      const kept = this.counters.get(id);
      // One that was forgotten has nothing to give back to.
      if (kept !== undefined) {
        this.change(kept.counter, { spent: 0n, expected: -expected, worst: -worst });
      }
    }
  }

  private change(counter: BudgetCounter, by: BudgetAmounts): void {
    const now = this.amountsOf(counter.id);
    const amounts = {
      spent: now.spent + by.spent,
      expected: atLeastNone(now.expected + by.expected),
      worst: atLeastNone(now.worst + by.worst),
    };
    this.counters.set(counter.id, { counter, amounts });
  }

  private amountsOf(id: string): BudgetAmounts {
    return this.counters.get(id)?.amounts ?? NOTHING;
  }

  private answer(
    outcome: BudgetAnswer['outcome'],
    counters: readonly BudgetCounter[],
  ): BudgetAnswer {
    return { outcome, amounts: counters.map((it) => this.amountsOf(it.id)) };
  }
}

function sum(a: Held, b: Held = NOTHING): Held {
  return { expected: a.expected + b.expected, worst: a.worst + b.worst };
}

/** A counter that was forgotten while a lease held some of it has less than that to give back. */
function atLeastNone(amount: bigint): bigint {
  return amount < 0n ? 0n : amount;
}
