import { createHash } from 'node:crypto';
import type { BudgetRule, BudgetSubject, BudgetWindow } from '../contracts/budget.js';
import type { BudgetCounter, BudgetMeasure, BudgetOwner } from '../contracts/budget-store.js';
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

/** The meter of whoever it is; undefined where the limit is not about them. */
export function meterOf(
  limit: BudgetLimit,
  owner: BudgetOwner | undefined,
  now: number,
): Meter | undefined {
  if (owner === undefined || limit.only?.has(owner.subject) === false) return undefined;
  const { budget, measure, window } = limit;
  const span = windowAt(window, now);
  const id = `${budget}|${measure}|${window}|${span.startsAt}|${ownId(limit, owner)}`;
  const { limit: most, slack } = limit;
  return { limit, counter: { id, budget, measure, ...owner, ...span, limit: most, slack } };
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

/** Ends in the subject. A tenant is written as JSON: it ends where it ends, whatever is in it. */
function ownId({ by }: BudgetLimit, { subject, tenant = '' }: BudgetOwner): string {
  return by === 'user' ? `${JSON.stringify(short(tenant))}|${short(subject)}` : short(subject);
}

function short(subject: string): string {
  if (subject.length <= LONGEST_SUBJECT) return subject;
  return `sha256:${createHash('sha256').update(subject).digest('hex')}`;
}
