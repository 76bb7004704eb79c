import type {
  BudgetAmounts,
  BudgetAnswer,
  BudgetCounter,
  BudgetMove,
  BudgetStep,
} from 'nestjs-llm-router';

type Hold = Extract<BudgetStep, { type: 'hold' }>['holds'][number];

interface ModelLease {
  holds: Hold[];
  expiresAt: number;
  ended: boolean;
}

/** What a store has to do, as plainly as it can be said: everything that happened is kept, and added up anew each time. */
export class BudgetModel {
  private readonly leases = new Map<string, ModelLease>();
  private charges: { readonly counter: string; readonly amount: bigint }[] = [];

  apply(steps: readonly BudgetStep[], now: number): BudgetAnswer[] {
    this.expire(now);
    return steps.map((step) => this.take(step, now));
  }

  amounts(counter: string): BudgetAmounts {
    const open = [...this.leases.values()].filter((it) => !it.ended).flatMap((it) => it.holds);
    const holds = open.filter((it) => it.counter.id === counter);
    return {
      spent: sum(this.charges.filter((it) => it.counter === counter).map((it) => it.amount)),
      expected: sum(holds.map((it) => it.expected)),
      worst: sum(holds.map((it) => it.worst)),
    };
  }

  move({ from, to }: BudgetMove): void {
    const moved = (id: string) => (id === from ? to.id : id);
    this.charges = this.charges.map((it) => ({ ...it, counter: moved(it.counter) }));
    for (const lease of this.leases.values()) {
      lease.holds = lease.holds.map((it) => (it.counter.id === from ? { ...it, counter: to } : it));
    }
  }

  expire(now: number): void {
    for (const [id, lease] of this.leases) {
      if (!lease.ended && lease.expiresAt <= now) this.leases.delete(id);
    }
  }

  private take(step: BudgetStep, now: number): BudgetAnswer {
    const counters = (step.type === 'hold' ? step.holds : step.charges).map(
      ({ counter }) => counter,
    );
    const lease = this.leases.get(step.lease) ?? { holds: [], expiresAt: 0, ended: false };
    if (lease.ended) return this.answer('ended', counters);
    if (step.type === 'hold') {
      const refusedBy = step.holds.findIndex((it) => !this.fits(it));
      if (refusedBy >= 0) return { ...this.answer('refused', counters), refusedBy };
      lease.holds.push(...step.holds);
      lease.expiresAt = now + step.expiresInMs;
    } else {
      lease.ended = true;
      for (const { counter, amount } of step.charges) {
        this.charges.push({ counter: counter.id, amount });
      }
    }
    this.leases.set(step.lease, lease);
    return this.answer('done', counters);
  }

  private fits({ counter, expected, worst }: Hold): boolean {
    const now = this.amounts(counter.id);
    const isFree = expected === 0n && worst === 0n;
    return (
      isFree ||
      (now.spent + now.expected + expected <= counter.limit &&
        now.spent + now.worst + worst <= counter.limit + counter.slack)
    );
  }

  private answer(
    outcome: BudgetAnswer['outcome'],
    counters: readonly BudgetCounter[],
  ): BudgetAnswer {
    return { outcome, amounts: counters.map((it) => this.amounts(it.id)) };
  }
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => a + b, 0n);
}
