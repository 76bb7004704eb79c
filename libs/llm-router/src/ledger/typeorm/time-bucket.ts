import { InvalidRequestError } from '../../contracts/errors/request-errors.js';
import type { LedgerDialect } from './ledger-dialect.js';
import { DAY_MS, HOUR_MS } from './time-range.js';

/** Spans of time in UTC that usage is added up by; weeks begin on Mondays. */
export const TIME_BUCKETS = ['hour', 'day', 'week', 'month'] as const;

export type TimeBucket = (typeof TIME_BUCKETS)[number];

/** The first day of the epoch was a Thursday. */
const DAYS_FROM_MONDAY = 3;

export function checkBucket(bucket: TimeBucket | undefined): void {
  if (bucket === undefined || TIME_BUCKETS.includes(bucket)) return;
  throw new InvalidRequestError(
    `${JSON.stringify(bucket)} is no span of time to add up by. Legal: ${TIME_BUCKETS.join(', ')}.`,
    'bucket',
  );
}

/** What stands for a bucket in SQL; `hour` and `day` are expressions that count them since the epoch. */
export function bucketExpression(
  bucket: TimeBucket,
  time: { readonly hour: string; readonly day: string },
  dialect: LedgerDialect,
): string {
  if (bucket === 'hour') return time.hour;
  if (bucket === 'day') return time.day;
  if (bucket === 'week') return `(${time.day} + ${DAYS_FROM_MONDAY}) / 7`;
  return dialect.month(time.day);
}

/** When the bucket begins, as people read it: `2026-11-22T14:00Z`, `2026-11-22` (also of a week) or `2026-11`. */
export function shownBucket(bucket: TimeBucket, value: unknown): string {
  if (bucket === 'month') return String(value);
  const count = Number(value);
  if (bucket === 'hour') return `${iso(count * HOUR_MS).slice(0, 16)}Z`;
  return iso((bucket === 'day' ? count : count * 7 - DAYS_FROM_MONDAY) * DAY_MS).slice(0, 10);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
