import type { BudgetAnswer, BudgetStep, BudgetStore } from '../contracts/budget-store.js';
import type { Cancel, Clock } from '../contracts/clock.js';

/** How long an answer may take, the wait for its turn included. */
const TIMEOUT_MS = 2_000;
const MOST_TOGETHER = 200;

interface Waiting {
  readonly step: BudgetStep;
  readonly resolve: (answer: BudgetAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Takes steps to the store: all that come while it is busy go there together, so that a counter which every call needs is
 * written once for many calls. Nobody waits for longer than 2 s.
 */
export class GroupedSteps<S extends Pick<BudgetStore, 'apply'> = BudgetStore> {
  private queue: Waiting[] = [];
  private readonly unanswered = new Set<Promise<unknown>>();
  private busy = false;

  constructor(
    private readonly store: S,
    private readonly clock: Clock,
  ) {}

  /** Rejects where the store does; whether the step was taken is not known then. */
  take(step: BudgetStep): Promise<BudgetAnswer> {
    const answer = this.inTime<BudgetAnswer>((resolve, reject) => {
      const waiting = { step, resolve, reject };
      this.queue.push(waiting);
      if (!this.busy) void this.run();
      return () => void (this.queue = this.queue.filter((it) => it !== waiting));
    });
    this.unanswered.add(answer);
    return answer.finally(() => this.unanswered.delete(answer));
  }

  /** Resolves when all that was asked before is answered, or given up. */
  async answered(): Promise<void> {
    await Promise.allSettled(this.unanswered);
  }

  private async run(): Promise<void> {
    this.busy = true;
    while (this.queue.length > 0) {
      const together = this.queue.splice(0, MOST_TOGETHER);
      try {
        const answers = await this.ask((store) => store.apply(together.map((it) => it.step)));
        together.forEach(({ resolve }, index) => resolve(answers[index]!));
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    this.busy = false;
  }

  /** Asks the store something else, beside the steps; rejects as `take` does. */
  ask<T>(question: (store: S) => Promise<T>): Promise<T> {
    return this.inTime((resolve, reject) => {
      question(this.store).then(resolve, reject);
    });
  }

  private inTime<T>(
    start: (resolve: (value: T) => void, reject: (error: unknown) => void) => Cancel | void,
  ): Promise<T> {
    let cancel: Cancel | undefined;
    return new Promise<T>((resolve, reject) => {
      const giveUp = start(resolve, reject);
      cancel = this.clock.after(TIMEOUT_MS, () => {
        giveUp?.();
        reject(new Error(`The store of the budgets gave no answer within ${TIMEOUT_MS} ms.`));
      });
    }).finally(() => cancel?.());
  }
}
