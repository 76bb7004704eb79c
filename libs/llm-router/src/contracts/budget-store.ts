/** What a budget counts. */
export type BudgetMeasure = 'usd' | 'tokens' | 'requests';

/** Whose a counter is. */
export interface BudgetOwner {
  /** The key, team, … itself; empty where the budget is for everything together. */
  readonly subject: string;
  /** Of a budget by user, the tenant that the user is of: two tenants may have users of the same id. Left out: none. */
  readonly tenant?: string;
}

/** What counts one limit of a budget, for one subject in one window. Amounts are integers: of US dollars 10⁻¹². */
export interface BudgetCounter extends BudgetOwner {
  /** The same in all processes. */
  readonly id: string;
  readonly budget: string;
  readonly measure: BudgetMeasure;
  /** Epoch milliseconds. */
  readonly startsAt: number;
  /** Epoch milliseconds; left out: never. */
  readonly endsAt?: number;
  readonly limit: bigint;
  /** How far the worst cases of what is under way may go beyond the limit. */
  readonly slack: bigint;
}

/** What a call takes of a counter before it is made. */
export interface BudgetHold {
  readonly counter: BudgetCounter;
  readonly expected: bigint;
  /** At least `expected`. */
  readonly worst: bigint;
}

/** What a call has used. */
export interface BudgetCharge {
  readonly counter: BudgetCounter;
  readonly amount: bigint;
}

/**
 * `hold`: adds to what the lease holds, of all counters or of none, and lets it expire so many milliseconds from now. A
 * hold that needs anything of a counter is refused where its expected need does not fit into the limit, beside what is
 * spent and expected, or its worst case not into limit and slack, beside what is spent and the worst cases.
 *
 * `end`: gives back all that the lease holds, and charges, whatever the limits. A lease ends once: a second end changes
 * nothing, and a hold of an ended lease is refused. One that has expired, or never was, is charged all the same.
 */
export type BudgetStep =
  | {
      readonly type: 'hold';
      /** Id of the call. */
      readonly lease: string;
      readonly expiresInMs: number;
      readonly holds: readonly BudgetHold[];
    }
  | { readonly type: 'end'; readonly lease: string; readonly charges: readonly BudgetCharge[] };

/** What a counter says. Nothing in it is ever negative. */
export interface BudgetAmounts {
  readonly spent: bigint;
  /** Expected need of what is under way. */
  readonly expected: bigint;
  /** Its worst case. */
  readonly worst: bigint;
}

/** `ended`: the lease had ended, so nothing changed. Amounts are those after the step, in the order of its counters. */
export interface BudgetAnswer {
  readonly outcome: 'done' | 'refused' | 'ended';
  readonly amounts: readonly BudgetAmounts[];
  /** Index of the first hold that did not fit, where it was refused. */
  readonly refusedBy?: number;
}

export interface KeptBudget {
  readonly counter: BudgetCounter;
  readonly amounts: BudgetAmounts;
}

/** A counter whose place another one takes. */
export interface BudgetMove {
  /** Its id. One that is unknown has nothing to move. */
  readonly from: string;
  readonly to: BudgetCounter;
}

export interface BudgetQuery {
  readonly budget?: string;
  readonly subject?: string;
  readonly tenant?: string;
  /** Epoch milliseconds: windows that hold this time. */
  readonly at: number;
  readonly limit: number;
}

/**
 * The port for where counters are kept. Several processes may share one: each step is atomic among them. A lease that
 * expires gives back what it holds by itself, by the store's own clock; what has ended is remembered for an hour at least, and
 * counters for three hours after their window.
 */
export abstract class BudgetStore {
  /** True: other processes count on the same counters. */
  abstract readonly shared: boolean;
  /** Takes steps in order. Where it rejects, none of them may have been taken, or all. */
  abstract apply(steps: readonly BudgetStep[]): Promise<readonly BudgetAnswer[]>;
  /** What counters say; zeros where one is unknown. */
  abstract read(ids: readonly string[]): Promise<readonly BudgetAmounts[]>;
  /** Counters that are known, those with the most spent first. */
  abstract list(query: BudgetQuery): Promise<readonly KeptBudget[]>;
  /**
   * Counters of a subject, of whatever tenant, and of all windows that are remembered. Where a store has not both this and `move`, it has nothing to
   * tell of a person, and erases nobody.
   */
  ofSubject?(subject: string): Promise<readonly KeptBudget[]>;
  /**
   * Moves what counters say, and what leases hold of them, to others, which may have amounts already, and forgets the old
   * ones: all of them or none.
   */
  move?(moves: readonly BudgetMove[]): Promise<void>;
  /** Called at shutdown, when nothing is under way any more. */
  close?(): Promise<void>;
}
