import { Injectable } from '@nestjs/common';
import type { BudgetSubject, BudgetWindow } from '../contracts/budget.js';
import type {
  BudgetAmounts,
  BudgetCounter,
  BudgetMeasure,
  BudgetOwner,
  BudgetQuery,
} from '../contracts/budget-store.js';
import { Clock } from '../contracts/clock.js';
import { BudgetBook } from './budget-book.js';
import { BudgetDesk } from './budget-desk.js';
import { meterOf } from './budget-limit.js';
import { KEY_BUDGETS } from './budget-limits.js';
import { NOTHING } from './budget-sheet.js';

const LISTED = 1_000;

/** Which budgets to look at. */
export type BudgetsQuery = Partial<Pick<BudgetQuery, 'budget' | 'subject' | 'tenant' | 'limit'>>;

/** How a budget stands in the window that runs now. Amounts are integers: of US dollars 10⁻¹². */
export interface BudgetStanding extends BudgetOwner {
  readonly budget: string;
  readonly measure: BudgetMeasure;
  /** Left out for budgets that are not configured any more; the window, for those of keys too. */
  readonly by?: BudgetSubject;
  readonly window?: BudgetWindow;
  readonly startsAt: number;
  /** Epoch milliseconds when it begins anew; left out: it does not. */
  readonly resetsAt?: number;
  readonly limit: bigint;
  readonly slack: bigint;
  readonly spent: bigint;
  /** What the calls under way are expected to need. */
  readonly expected: bigint;
  /** What the calls under way may need at most. */
  readonly reserved: bigint;
  /** What a further call may need: neither its expected need nor its worst case has more room. */
  readonly remaining: bigint;
}

/** How the budgets stand, over all processes that share their store. */
@Injectable()
export class Budgets {
  constructor(
    private readonly book: BudgetBook,
    private readonly desk: BudgetDesk,
    private readonly clock: Clock,
  ) {}

  /** Budgets that are configured, and those that keys bring with them. */
  get names(): readonly string[] {
    return [...new Set([...this.book.limits.map((it) => it.budget), ...KEY_BUDGETS])];
  }

  /** Those with the most spent first; what nobody has used is listed where its subject is known. `limit`: 1,000 at most, and by default. Rejects with a `BudgetsUnavailableError`. */
  async list({ limit = LISTED, ...query }: BudgetsQuery = {}): Promise<readonly BudgetStanding[]> {
    const at = this.clock.now();
    const most = Math.min(limit, LISTED);
    const kept = await this.desk.list({ ...query, at, limit: most });
    const used = kept.map(({ counter, amounts }) => this.standing(counter, amounts));
    const unused = this.known(query, at)
      .filter((it) => !kept.some(({ counter }) => isSame(it, counter)))
      .map((it) => this.standing(it, NOTHING));
    return [...used, ...unused].slice(0, most);
  }

  /** Counters that may not have been used yet: of the subjects that budgets name, and of the one that is asked for. */
  private known({ budget, subject, tenant }: BudgetsQuery, at: number): readonly BudgetCounter[] {
    const asked = this.book.limits.filter((it) => budget === undefined || it.budget === budget);
    return asked.flatMap((limit) => {
      const named = limit.by === 'all' ? [''] : [...(limit.only ?? [])];
      const isMeant = (it: string) =>
        named.includes(it) || (budget !== undefined && limit.by !== 'all');
      const subjects = subject === undefined ? named : [subject].filter(isMeant);
      return subjects.flatMap(
        (it) =>
          meterOf(limit, { subject: it, ...(limit.by === 'user' && { tenant }) }, at)?.counter ??
          [],
      );
    });
  }

  private standing(kept: BudgetCounter, { spent, expected, worst }: BudgetAmounts): BudgetStanding {
    const { budget, measure, subject, tenant, startsAt, endsAt } = kept;
    const owner = tenant === undefined ? { subject } : { subject, tenant };
    const configured = this.book.limits.find(
      (it) => meterOf(it, owner, startsAt)?.counter.id === kept.id,
    );
    const { limit, slack } = configured ?? kept;
    const room = smaller(limit - spent - expected, limit + slack - spent - worst);
    return {
      budget,
      measure,
      ...owner,
      ...(configured && { by: configured.by, window: configured.window }),
      ...(KEY_BUDGETS.includes(budget) && { by: 'key' }),
      startsAt,
      ...(endsAt !== undefined && { resetsAt: endsAt }),
      limit,
      slack,
      spent,
      expected,
      reserved: worst,
      remaining: room > 0n ? room : 0n,
    };
  }
}

/** A user who is asked for without a tenant is the one of any. */
function isSame(asked: BudgetCounter, { id, ...kept }: BudgetCounter): boolean {
  if (asked.id === id) return true;
  const keys = ['budget', 'measure', 'startsAt', 'subject'] as const;
  return asked.tenant === undefined && keys.every((key) => asked[key] === kept[key]);
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
