import { Injectable } from '@nestjs/common';
import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import { Clock } from '../contracts/clock.js';
import type { RoutingContext } from '../contracts/routing-context.js';
import { LlmFilter } from '../plugin/plugin-markers.js';
import { BudgetBook } from './budget-book.js';
import { BudgetDesk } from './budget-desk.js';
import type { Meter } from './budget-limit.js';
import { shownAmount, titleOf, UNITS } from './spent-error.js';

/**
 * Leaves out candidates of whose provider or model a budget is spent, as far as this process has seen, and those whose cost
 * nobody could count: of unknown price, under a budget in US dollars. Id: `budget`.
 */
@LlmFilter()
@Injectable()
export class BudgetFilter implements CandidateFilter {
  readonly id = 'budget';

  constructor(
    private readonly book: BudgetBook,
    private readonly desk: BudgetDesk,
    private readonly clock: Clock,
  ) {}

  reject(candidate: Candidate, context: RoutingContext): string | undefined {
    const spent = this.spentOf(candidate)[0]?.counter;
    if (spent !== undefined) {
      return `${titleOf(spent)}: its ${shownAmount(spent.measure, spent.limit)} ${UNITS[spent.measure]} are spent`;
    }
    if (candidate.price !== undefined || this.book.options.unknownPrice === 'allow') {
      return undefined;
    }
    const dollars = this.metersOf(candidate, context).find((it) => it.limit.measure === 'usd');
    return dollars && `its price is unknown, and the budget "${dollars.limit.budget}" counts it`;
  }

  retryAt(candidate: Candidate): number | undefined {
    const ends = this.spentOf(candidate).map(({ counter }) => counter.endsAt ?? Infinity);
    const latest = Math.max(...ends);
    return Number.isFinite(latest) ? latest : undefined;
  }

  private spentOf({ id: model, provider }: Candidate): readonly Meter[] {
    if (!this.book.hasTargets) return [];
    const meters = this.book.metersOfTarget({ provider: provider.id, model }, this.clock.now());
    return meters.filter(({ counter }) => this.desk.isSpent(counter));
  }

  private metersOf({ id: model, provider }: Candidate, context: RoutingContext): Meter[] {
    const now = this.clock.now();
    return [
      ...this.book.metersOf(context, now),
      ...this.book.metersOfTarget({ provider: provider.id, model }, now),
    ];
  }
}
