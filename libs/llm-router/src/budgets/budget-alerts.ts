import { Injectable, Logger } from '@nestjs/common';
import type { BudgetAmounts } from '../contracts/budget-store.js';
import { Clock } from '../contracts/clock.js';
import { EventPublisher } from '../contracts/event-publisher.js';
import type { BudgetOverrun, BudgetReached } from '../contracts/router-event.js';
import { atMostEvery } from '../foundation/at-most-every.js';
import type { Meter } from './budget-limit.js';
import { shownAmount, titleOf, UNITS } from './spent-error.js';

/** Shares are compared in millionths: amounts are integers. */
const MILLION = 1_000_000;

/** Tells when a share of a limit is spent, and when a call used more than its worst case. */
@Injectable()
export class BudgetAlerts {
  private readonly logger = new Logger('LlmBudgets');
  private readonly mayLogOverrun: () => boolean;

  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {
    this.mayLogOverrun = atMostEvery(60_000, () => clock.monotonic());
  }

  /** A call was charged. Charges come one after another, so that only one of them crosses a share. */
  charged({ limit, counter }: Meter, amount: bigint, { spent }: BudgetAmounts): void {
    for (const share of limit.alertAt) {
      const mark = counter.limit * BigInt(Math.round(share * MILLION));
      const isReached = (total: bigint) => total * BigInt(MILLION) >= mark;
      if (!isReached(spent) || isReached(spent - amount)) continue;
      const facts = this.factsOf(counter, spent);
      this.events.publish({ type: 'budget-reached', ...facts, share } satisfies BudgetReached);
      this.logger.warn(
        `${titleOf(counter)}: ${Math.round(share * 100)} % are spent, ${shownAmount(counter.measure, spent)} of ${shownAmount(counter.measure, counter.limit)} ${UNITS[counter.measure]}.`,
      );
    }
  }

  /** A call used more than had been reserved for it. */
  overrun(
    { counter }: Meter,
    callId: string,
    reserved: bigint,
    used: bigint,
    { spent }: BudgetAmounts,
  ): void {
    const facts = { ...this.factsOf(counter, spent), callId, reserved, used };
    this.events.publish({ type: 'budget-overrun', ...facts } satisfies BudgetOverrun);
    if (!this.mayLogOverrun()) return;
    const [most, all] = [reserved, used].map((it) => shownAmount(counter.measure, it));
    this.logger.warn(
      `${titleOf(counter)}: call ${callId} used ${all} ${UNITS[counter.measure]}, where ${most} were its worst case. All of it is counted.`,
    );
  }

  private factsOf(
    { budget, measure, subject, tenant, limit, endsAt }: Meter['counter'],
    spent: bigint,
  ) {
    const resetsAt = endsAt === undefined ? {} : { resetsAt: endsAt };
    const owner = tenant === undefined ? { subject } : { subject, tenant };
    return { budget, measure, ...owner, limit, spent, ...resetsAt, at: this.clock.now() };
  }
}
