import { Injectable } from '@nestjs/common';
import type { AttemptPlan } from '../contracts/attempt-plan.js';
import { Clock } from '../contracts/clock.js';
import type { Exchange } from '../contracts/exchange.js';
import type { Quota, QuotaLease, QuotaOutcome } from '../contracts/quota.js';
import { TokenCounter } from '../contracts/token-counter.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { LlmQuota } from '../plugin/plugin-markers.js';
import { BudgetAlerts } from './budget-alerts.js';
import { BudgetBook } from './budget-book.js';
import { BudgetDesk } from './budget-desk.js';
import { BudgetLease } from './budget-lease.js';
import { CallNeeds } from './call-needs.js';
import { LateNames } from './late-names.js';
import { UsualOutputs } from './usual-outputs.js';

const DEFAULT_OUTPUT_TOKENS = 4_096;
const NOT_MADE: QuotaOutcome = { status: 'failed', usage: NO_USAGE, cost: 0n, attempts: [] };

/** Keeps calls within `budgets` and within the limits of their keys. Id: `budget`. */
@LlmQuota()
@Injectable()
export class BudgetQuota implements Quota {
  readonly id = 'budget';
  private readonly usual = new UsualOutputs();

  constructor(
    private readonly book: BudgetBook,
    private readonly desk: BudgetDesk,
    private readonly alerts: BudgetAlerts,
    private readonly lateNames: LateNames,
    private readonly counter: TokenCounter,
    private readonly clock: Clock,
  ) {}

  /** Throws a `BudgetSpentError`, a `QuotaExceededError` or a `BudgetsUnavailableError`. */
  reserve(exchange: Exchange, plan: AttemptPlan): Promise<QuotaLease> | undefined {
    const now = this.clock.now();
    const { caller, journal } = exchange;
    const meters = this.book.metersOf({ caller, tags: journal.tags ?? exchange.tags }, now);
    if (meters.length === 0 && !this.book.hasTargets) return undefined;
    const { outputTokens = DEFAULT_OUTPUT_TOKENS } = this.book.options;
    const needs = new CallNeeds(exchange, plan, this.usual, this.counter, outputTokens);
    const { desk, book, alerts, lateNames } = this;
    const surroundings = { desk, book, alerts, lateNames };
    return this.open(new BudgetLease(exchange, needs, meters, now, surroundings), plan);
  }

  private async open(lease: BudgetLease, { targets }: AttemptPlan): Promise<QuotaLease> {
    const refusal = await lease.open(targets[0]!);
    if (refusal !== undefined) {
      lease.settle(NOT_MADE);
      throw refusal;
    }
    return lease;
  }
}
