import { Injectable, Logger } from '@nestjs/common';
import type {
  BudgetAmounts,
  BudgetAnswer,
  BudgetCharge,
  BudgetCounter,
  BudgetHold,
  BudgetQuery,
  BudgetStore,
  KeptBudget,
} from '../contracts/budget-store.js';
import { Clock } from '../contracts/clock.js';
import { BudgetsUnavailableError } from '../contracts/errors/budgets-unavailable-error.js';
import { BudgetBook } from './budget-book.js';
import { GroupedSteps } from './grouped-steps.js';
import { Settlements } from './settlements.js';

/** What the store gets to take the last ends. */
const FLUSH_LIMIT_MS = 5_000;
/** Counters that are known to be spent, at most. */
const MOST_SPENT = 10_000;

/** Takes holds and ends of all calls to the store, and remembers which counters are spent. */
@Injectable()
export class BudgetDesk {
  private readonly logger = new Logger('LlmBudgets');
  private readonly steps: GroupedSteps;
  private readonly settlements: Settlements;
  private readonly spent = new Map<string, BudgetCounter>();

  constructor(
    private readonly book: BudgetBook,
    clock: Clock,
  ) {
    this.steps = new GroupedSteps(book.store, clock);
    this.settlements = new Settlements(this.steps, clock);
  }

  async hold(
    lease: string,
    expiresInMs: number,
    holds: readonly BudgetHold[],
  ): Promise<BudgetAnswer> {
    const answer = await this.steps.take({ type: 'hold', lease, expiresInMs, holds });
    this.note(holds, answer.amounts);
    return answer;
  }

  /** `tell`: what the counters say after it; undefined where the lease had ended already. */
  end(
    lease: string,
    charges: readonly BudgetCharge[],
    tell: (amounts: readonly BudgetAmounts[] | undefined) => void,
  ): void {
    this.settlements.end({ type: 'end', lease, charges }, ({ outcome, amounts }) => {
      this.note(charges, amounts);
      tell(outcome === 'done' ? amounts : undefined);
    });
  }

  list(query: BudgetQuery): Promise<readonly KeptBudget[]> {
    return this.ask((store) => store.list(query));
  }

  /** Asks the store when what was held and ended before is there. Rejects with a `BudgetsUnavailableError`. */
  async ask<T>(question: (store: BudgetStore) => Promise<T>): Promise<T> {
    await this.steps.answered();
    try {
      return await this.steps.ask(question);
    } catch (error) {
      throw new BudgetsUnavailableError(error);
    }
  }

  /** Whether nothing is left of a counter, as far as this process has seen. */
  isSpent({ id, limit }: BudgetCounter): boolean {
    const seen = this.spent.get(id);
    return seen !== undefined && limit <= seen.limit;
  }

  /** Called at shutdown, after the last call has settled and while connections are still open. */
  async settle(): Promise<void> {
    const left = await this.settlements.idle(FLUSH_LIMIT_MS);
    if (left > 0) this.logger.error(`What ${left} calls used is lost to their budgets.`);
  }

  /** Called when nobody asks for anything any more. */
  async close(): Promise<void> {
    await this.book.store.close?.();
  }

  private note(
    counted: readonly { readonly counter: BudgetCounter }[],
    amounts: readonly BudgetAmounts[],
  ): void {
    counted.forEach(({ counter }, index) => {
      const { spent = 0n } = amounts[index] ?? {};
      if (spent < counter.limit) {
        this.spent.delete(counter.id);
        return;
      }
      const [oldest] = this.spent.keys();
      if (this.spent.size >= MOST_SPENT && oldest !== undefined) this.spent.delete(oldest);
      this.spent.set(counter.id, counter);
    });
  }
}
