import { Injectable } from '@nestjs/common';
import type { KeptBudget } from '../contracts/budget-store.js';
import type { KnownSubject, SubjectData, SubjectHolding } from '../contracts/subject-data.js';
import { LlmSubjectData } from '../plugin/plugin-markers.js';
import { BudgetBook } from './budget-book.js';
import { BudgetDesk } from './budget-desk.js';
import { counterFor } from './budget-limit.js';
import { shownAmount } from './spent-error.js';

/**
 * Counters by user, and by a tag whose value is the user's id. A tag knows no tenant: its counters are everybody's who goes by
 * that name. What is spent stays true: erased, they are the pseudonym's. Id: `budgets`.
 */
@LlmSubjectData()
@Injectable()
export class BudgetData implements SubjectData {
  readonly id = 'budgets';

  constructor(
    private readonly book: BudgetBook,
    private readonly desk: BudgetDesk,
  ) {}

  /** Rejects with a `BudgetsUnavailableError`, as the others do. */
  async count(subject: KnownSubject): Promise<SubjectHolding> {
    return { count: (await this.of(subject)).length };
  }

  async erase(subject: KnownSubject): Promise<number> {
    const found = await this.of(subject);
    const moves = found.map(({ counter }) => ({
      from: counter.id,
      to: counterFor(subject.pseudonym, counter),
    }));
    if (moves.length > 0) await this.desk.ask(async (store) => store.move?.(moves));
    return moves.length;
  }

  async *export(subject: KnownSubject): AsyncGenerator<Record<string, unknown>> {
    for (const { counter, amounts } of await this.of(subject)) {
      const { budget, measure, startsAt, endsAt, limit } = counter;
      yield {
        budget,
        measure,
        startsAt: new Date(startsAt).toISOString(),
        endsAt: endsAt === undefined ? null : new Date(endsAt).toISOString(),
        limit: shownAmount(measure, limit),
        spent: shownAmount(measure, amounts.spent),
        reserved: shownAmount(measure, amounts.worst),
      };
    }
  }

  private async of({ user, tenant }: KnownSubject): Promise<readonly KeptBudget[]> {
    const found = await this.desk.ask(async (store) =>
      store.move === undefined ? [] : ((await store.ofSubject?.(user)) ?? []),
    );
    return found.filter(
      ({ counter }) =>
        this.book.mayNamePeople(counter.budget) && this.book.mayBeOf(tenant, counter),
    );
  }
}
