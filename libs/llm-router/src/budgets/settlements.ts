import { Logger } from '@nestjs/common';
import type { BudgetAnswer, BudgetStep } from '../contracts/budget-store.js';
import type { Cancel, Clock } from '../contracts/clock.js';
import type { GroupedSteps } from './grouped-steps.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** Ends of calls that wait for the store, at most. */
const MOST_WAITING = 10_000;

interface Ending {
  readonly step: Extract<BudgetStep, { type: 'end' }>;
  readonly tell: (answer: BudgetAnswer) => void;
}

/**
 * Ends of leases. No call waits for them; while the store fails they are kept and tried again, with pauses from 100 ms to
 * 10 s. Beyond 10,000 the oldest are lost, which is logged as an error.
 */
export class Settlements {
  private readonly logger = new Logger('LlmBudgets');
  private waiting: Ending[] = [];
  private pending = 0;
  private failures = 0;
  private retry: Cancel | undefined;
  private onIdle: () => void = () => undefined;

  constructor(
    private readonly steps: Pick<GroupedSteps, 'take'>,
    private readonly clock: Clock,
  ) {}

  /** `tell`: what the store answered, once it has. */
  end(step: Ending['step'], tell: Ending['tell']): void {
    this.pending++;
    void this.send({ step, tell });
  }

  /** Resolves when all are with the store, at the latest so many milliseconds from now; how many are not. */
  async idle(limitMs: number): Promise<number> {
    if (this.pending > 0) {
      await new Promise<void>((resolve) => {
        const cancel = this.clock.after(limitMs, resolve);
        this.onIdle = () => {
          cancel();
          resolve();
        };
      });
    }
    if (this.pending > 0) this.retry?.();
    return this.pending;
  }

  private async send(ending: Ending): Promise<void> {
    let answer: BudgetAnswer;
    try {
      answer = await this.steps.take(ending.step);
    } catch (error) {
      this.keep(ending, error);
      return;
    }
    if (this.failures > 0) this.logger.log('The store of the budgets is back.');
    this.failures = 0;
    this.done();
    ending.tell(answer);
  }

  private keep(ending: Ending, error: unknown): void {
    this.waiting.push(ending);
    if (this.waiting.length > MOST_WAITING) {
      const { lease, charges } = this.waiting.shift()!.step;
      this.logger.error(`What call ${lease} used is lost to ${charges.length} budgets.`);
      this.done();
    }
    if (this.retry !== undefined) return;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.failures, LONGEST_PAUSE_MS);
    if (this.failures++ === 0) {
      this.logger.warn(`The store of the budgets fails; what calls use is kept: ${String(error)}`);
    }
    this.retry = this.clock.after(pauseMs, () => {
      this.retry = undefined;
      for (const it of this.waiting.splice(0)) void this.send(it);
    });
  }

  private done(): void {
    this.pending--;
    if (this.pending === 0) this.onIdle();
  }
}
