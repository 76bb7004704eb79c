import type { BudgetWindow } from '../contracts/budget.js';

/** Epoch milliseconds; without an end it never ends. */
export interface WindowSpan {
  readonly startsAt: number;
  readonly endsAt?: number;
}

const LENGTH_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
/** The epoch was a Thursday. */
const FIRST_MONDAY_MS = 4 * LENGTH_MS.day;

/** The window that holds this time. */
export function windowAt(window: BudgetWindow, time: number): WindowSpan {
  if (window === 'total') return { startsAt: 0 };
  if (window === 'month') {
    const date = new Date(time);
    const year = date.getUTCFullYear();
    const month = date.getUTCMonth();
    return { startsAt: Date.UTC(year, month), endsAt: Date.UTC(year, month + 1) };
  }
  const length = LENGTH_MS[window];
  const offset = window === 'week' ? FIRST_MONDAY_MS : 0;
  const startsAt = Math.floor((time - offset) / length) * length + offset;
  return { startsAt, endsAt: startsAt + length };
}
