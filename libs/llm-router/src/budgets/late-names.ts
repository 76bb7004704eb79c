import { Injectable, Logger, Optional } from '@nestjs/common';
import { Clock } from '../contracts/clock.js';
import type { Exchange } from '../contracts/exchange.js';
import { type SubjectSince, SubjectVault } from '../contracts/subject-vault.js';
import { BatchQueue } from '../foundation/batch-queue.js';
import { BudgetData } from './budget-data.js';
import { type Meter, namesPeople } from './budget-limit.js';

const MOST_WAITING = 10_000;
const CLOSE_LIMIT_MS = 5_000;

/**
 * A call that ends after its user was erased brings the name back with what it is charged. So once it is charged, it is asked
 * whether that is so, and the name is erased again. No moment lies in between: an erasure is known of before it moves counters.
 */
@Injectable()
export class LateNames {
  private readonly logger = new Logger('LlmBudgets');
  private readonly queue: BatchQueue<SubjectSince>;

  constructor(
    private readonly data: BudgetData,
    private readonly clock: Clock,
    @Optional() private readonly vault?: SubjectVault,
  ) {
    this.queue = new BatchQueue({
      write: (batch) => this.eraseAgain(batch),
      written: () => undefined,
      failed: ({ name }, retryMs) =>
        this.logger.warn(
          `Whether callers were erased meanwhile is not known, next try in ${retryMs} ms: ${name}`,
        ),
      later: (delayMs, run) => clock.after(delayMs, run),
    });
  }

  /** A call is charged, or was let in nowhere. Nobody waits for what follows. */
  ended(
    { subject, startedAt }: Pick<Exchange, 'subject' | 'startedAt'>,
    meters: readonly Meter[],
  ): void {
    if (this.vault === undefined || subject === undefined) return;
    const isNamed = ({ limit, counter }: Meter) =>
      namesPeople(limit) && counter.subject === subject.user;
    if (!meters.some(isNamed)) return;
    if (this.queue.pending >= MOST_WAITING) {
      const lost = this.queue.dropOldest();
      this.logger.error(`Whether the callers of ${lost} calls were erased meanwhile is not asked.`);
    }
    this.queue.push({ subject, since: startedAt });
  }

  /** Asks for those that are left, for 5 s at most. */
  async close(): Promise<void> {
    await this.queue.drain(
      () => true,
      CLOSE_LIMIT_MS,
      (delayMs, run) => this.clock.after(delayMs, run),
    );
  }

  private async eraseAgain(batch: readonly SubjectSince[]): Promise<void> {
    const pseudonyms = (await this.vault?.erasedSince(batch)) ?? [];
    const erased = new Map(
      batch.flatMap(({ subject }, index) => {
        const pseudonym = pseudonyms[index];
        return pseudonym === undefined ? [] : [[pseudonym, subject] as const];
      }),
    );
    for (const [pseudonym, subject] of erased) await this.data.erase({ ...subject, pseudonym });
  }
}
