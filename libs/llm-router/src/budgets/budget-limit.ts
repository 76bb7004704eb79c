import { createHash } from 'node:crypto';
import type { BudgetRule, BudgetSubject, BudgetWindow } from '../contracts/budget.js';
import type { BudgetMeasure } from '../contracts/budget-store.js';
import type { BudgetCounter } from '../contracts/budget-store.js';
import { windowAt } from './budget-window.js';

/** Longer subjects, which callers may choose freely, have a digest in the counter's id. */
const LONGEST_SUBJECT = 100;

/** One limit of a budget, ready to be counted. */
export interface BudgetLimit {
  readonly budget: string;
  readonly by: BudgetSubject;
  readonly only: ReadonlySet<string> | undefined;
  readonly measure: BudgetMeasure;
  readonly window: BudgetWindow;
  readonly limit: bigint;
  readonly slack: bigint;
  /** In ascending order. */
  readonly alertAt: readonly number[];
  readonly downTo: string | undefined;
  /** True: how fast a caller may go, and not what it may use up. */
  readonly isRate: boolean;
}

/** A limit as it is for one subject, in the window that holds a time. */
export interface Meter {
  readonly limit: BudgetLimit;
  readonly counter: BudgetCounter;
}

/** The meter of a subject; undefined where the limit is not about it. */
export function meterOf(
  limit: BudgetLimit,
  subject: string | undefined,
  now: number,
): Meter | undefined {
  if (subject === undefined || (limit.only !== undefined && !limit.only.has(subject))) {
    return undefined;
  }
  const { budget, measure, window } = limit;
  const span = windowAt(window, now);
  const id = `${budget}|${measure}|${window}|${span.startsAt}|${short(subject)}`;
  const { limit: most, slack } = limit;
  return { limit, counter: { id, budget, measure, subject, ...span, limit: most, slack } };
}

/** The counter of the same limit and window for another subject. */
export function counterFor(subject: string, counter: BudgetCounter): BudgetCounter {
  const own = counter.id.slice(0, counter.id.length - short(counter.subject).length);
  return { ...counter, id: own + short(subject), subject };
}

/** Whether subjects are users, or what somebody says in a tag, which may be one. */
export function namesPeople({ by }: Pick<BudgetRule, 'by'>): boolean {
  return by === 'user' || by.startsWith('tag:');
}

export function isOfTarget({ by }: Pick<BudgetRule, 'by'>): boolean {
  return by === 'provider' || by === 'model';
}

function short(subject: string): string {
  if (subject.length <= LONGEST_SUBJECT) return subject;
  return `sha256:${createHash('sha256').update(subject).digest('hex')}`;
}
