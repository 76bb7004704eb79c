import type { PicoDollars } from '../../../contracts/model-price.js';
import { DAY_MS } from '../time-range.js';

/** Where a month is likely to end. */
export interface MonthForecast {
  /** E.g. `2026-11`, in UTC. */
  readonly month: string;
  readonly asOf: Date;
  /** Exact, until then. */
  readonly spent: PicoDollars;
  /** What the whole month is expected to cost; null where too little is known. */
  readonly expected: PicoDollars | null;
  /** In four of five months the end is between `low` and `high`, where days go on as they did. */
  readonly low: PicoDollars | null;
  readonly high: PicoDollars | null;
  /** `none`: nothing is left to expect, or fewer than two days are known. */
  readonly method: 'mean of weekdays' | 'mean of days' | 'none';
  /** Whole days that it rests on, 28 at most. */
  readonly days: number;
}

/** What a whole day cost; `day` counts days since the epoch. */
export interface DayCost {
  readonly day: number;
  readonly cost: PicoDollars;
}

/** Whole days that a forecast looks back on: four of each weekday. */
export const HISTORY_DAYS = 28;

/** With fewer, a weekday would be known from one day alone. */
const DAYS_FOR_WEEKDAYS = 14;

/**
 * 80 % of a normal distribution lie within so many standard deviations.
 * Source: R. Hyndman, G. Athanasopoulos: Forecasting, principles and practice, 3rd ed., 5.5, https://otexts.com/fpp3/prediction-intervals.html
 */
const DEVIATIONS = 1.28;

/** What is left of a month, as days of the history's groups: whole ones, and the rest of today as a part of one. */
type Groups = ReadonlyMap<number, number>;

/**
 * Expects of each day to come what the same weekday has cost on average, or with less than two weeks of history what
 * days have cost on average. The range takes the days' scatter about these means, and how well the means are known:
 * `n² s² / k + n s²` for n days to come whose mean is known from k, with s² pooled over all groups (the method of the
 * mean in 5.5 of the source above, summed over independent days).
 * `history`: whole days before today, each that has no cost as 0.
 */
export function forecastMonth(
  month: string,
  asOf: number,
  spent: PicoDollars,
  history: readonly DayCost[],
): MonthForecast {
  const known = { month, asOf: new Date(asOf), spent, days: history.length };
  const byWeekday = history.length >= DAYS_FOR_WEEKDAYS;
  const groupOf = (day: number) => (byWeekday ? day % 7 : 0);
  const left = remaining(month, asOf, groupOf);
  if (left.size === 0)
    return { ...known, expected: spent, low: spent, high: spent, method: 'none' };
  if (history.length < 2)
    return { ...known, expected: null, low: null, high: null, method: 'none' };

  const groups = new Map<number, number[]>();
  for (const { day, cost } of history) {
    groups.set(groupOf(day), [...(groups.get(groupOf(day)) ?? []), Number(cost)]);
  }
  const scatter = [...groups.values()].flatMap((costs) =>
    costs.map((it) => (it - mean(costs)) ** 2),
  );
  const variance = sum(scatter) / (history.length - groups.size);
  let rest = 0;
  let spread = 0;
  for (const [group, days] of left) {
    const costs = groups.get(group) ?? [];
    rest += days * mean(costs);
    spread += variance * (days + days ** 2 / costs.length);
  }
  const margin = DEVIATIONS * Math.sqrt(spread);
  const plus = (amount: number) => spent + BigInt(Math.round(Math.max(0, amount)));
  return {
    ...known,
    expected: plus(rest),
    low: plus(rest - margin),
    high: plus(rest + margin),
    method: byWeekday ? 'mean of weekdays' : 'mean of days',
  };
}

/** When the month begins and ends. */
export function spanOf(month: string): { readonly from: number; readonly to: number } {
  const from = Date.parse(`${month}-01T00:00:00Z`);
  const next = new Date(from);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return { from, to: next.getTime() };
}

function remaining(month: string, asOf: number, groupOf: (day: number) => number): Groups {
  const { from, to } = spanOf(month);
  const left = new Map<number, number>();
  for (let at = Math.max(from, asOf); at < to;) {
    const day = Math.floor(at / DAY_MS);
    const end = (day + 1) * DAY_MS;
    left.set(groupOf(day), (left.get(groupOf(day)) ?? 0) + (end - at) / DAY_MS);
    at = end;
  }
  return left;
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
