import {
  type BudgetAmounts,
  type BudgetAnswer,
  type BudgetMove,
  type BudgetQuery,
  type BudgetStep,
  BudgetStore,
  type KeptBudget,
} from '../contracts/budget-store.js';
import { Clock, SystemClock } from '../contracts/clock.js';
import { BudgetSheet, NOTHING } from './budget-sheet.js';
import { byMostSpent } from './by-most-spent.js';

const REMEMBER_LEASE_MS = 3_600_000;
const REMEMBER_COUNTER_MS = 3 * 3_600_000;
const TIDY_EVERY_MS = 60_000;
/** Ended leases that are remembered at most. */
const MOST_ENDED = 100_000;

/**
 * Keeps counters in this process: what is spent is forgotten with it. Leases expire by the clock that never steps; the
 * last 100,000 that ended are remembered.
 */
export class MemoryBudgetStore extends BudgetStore {
  override readonly shared = false;
  private readonly sheet = new BudgetSheet();
  /** Nothing expires before. */
  private expiresFrom = Infinity;
  private tidyFrom = 0;

  constructor(private readonly clock: Clock = new SystemClock()) {
    super();
  }

  override async apply(steps: readonly BudgetStep[]): Promise<readonly BudgetAnswer[]> {
    const now = this.clock.monotonic();
    this.expire(now);
    return steps.map((step) => {
      if (step.type === 'hold') {
        this.expiresFrom = Math.min(this.expiresFrom, now + step.expiresInMs);
      }
      return this.sheet.take(step, now);
    });
  }

  override async read(ids: readonly string[]): Promise<readonly BudgetAmounts[]> {
    this.expire(this.clock.monotonic());
    return ids.map((id) => this.sheet.counters.get(id)?.amounts ?? NOTHING);
  }

  override async list({
    budget,
    subject,
    tenant,
    at,
    limit,
  }: BudgetQuery): Promise<readonly KeptBudget[]> {
    this.expire(this.clock.monotonic());
    return [...this.sheet.counters.values()]
      .filter(
        ({ counter: it }) =>
          (budget === undefined || it.budget === budget) &&
          (subject === undefined || it.subject === subject) &&
          (tenant === undefined || it.tenant === tenant) &&
          it.startsAt <= at &&
          (it.endsAt ?? Infinity) > at,
      )
      .sort(byMostSpent)
      .slice(0, limit);
  }

  override async ofSubject(subject: string): Promise<readonly KeptBudget[]> {
    this.expire(this.clock.monotonic());
    return [...this.sheet.counters.values()].filter((it) => it.counter.subject === subject);
  }

  override async move(moves: readonly BudgetMove[]): Promise<void> {
    for (const it of moves) this.sheet.move(it);
  }

  private expire(now: number): void {
    if (now >= this.expiresFrom) {
      this.sheet.expire(now);
      const open = [...this.sheet.leases.values()].filter((it) => !it.ended);
      this.expiresFrom = open.reduce((first, it) => Math.min(first, it.expiresAt), Infinity);
    }
    if (now >= this.tidyFrom) {
      this.tidyFrom = now + TIDY_EVERY_MS;
      this.tidy(now);
    }
  }

  private tidy(now: number): void {
    const { counters, leases } = this.sheet;
    const ended = [...leases].filter(([, it]) => it.ended);
    const beyond = ended.length - MOST_ENDED;
    ended.forEach(([id, { expiresAt }], index) => {
      if (index < beyond || expiresAt + REMEMBER_LEASE_MS <= now) leases.delete(id);
    });
    const over = this.clock.now() - REMEMBER_COUNTER_MS;
    for (const [id, { counter }] of counters) {
      if ((counter.endsAt ?? Infinity) <= over) counters.delete(id);
    }
  }
}
