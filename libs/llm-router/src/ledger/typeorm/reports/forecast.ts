import type { DataSource } from 'typeorm';
import { InvalidRequestError } from '../../../contracts/errors/request-errors.js';
import { DAY_MS } from '../time-range.js';
import { sumUsage } from '../usage-query.js';
import type { UsageFilter } from '../usage-shape.js';
import {
  type DayCost,
  forecastMonth,
  HISTORY_DAYS,
  type MonthForecast,
  spanOf,
} from './month-forecast.js';

/** Which month, and whose. */
export interface ForecastQuery {
  /** In UTC, e.g. `2026-11`. Default: that of `asOf`. */
  readonly month?: string;
  /** What happened later is not looked at. Default: now. */
  readonly asOf?: Date;
  readonly filter?: UsageFilter;
}

/** Throws an `InvalidRequestError` for a month or a time that is none. */
export async function forecast(
  dataSource: DataSource,
  query: ForecastQuery,
  now: number,
): Promise<MonthForecast> {
  const asOf = query.asOf?.getTime() ?? now;
  if (Number.isNaN(asOf)) throw new InvalidRequestError('`asOf` is not a date.', 'asOf');
  const month = query.month ?? new Date(asOf).toISOString().slice(0, 7);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
    throw new InvalidRequestError(
      `${JSON.stringify(month)} is no month. Legal: e.g. 2026-11.`,
      'month',
    );
  }
  const { filter } = query;
  const { from, to } = spanOf(month);
  const until = Math.max(from, Math.min(to, asOf));
  const [spent] = await sumUsage(dataSource, { filter, from: new Date(from), to: new Date(until) });
  return forecastMonth(
    month,
    asOf,
    spent?.cost ?? 0n,
    await lastWholeDays(dataSource, filter, asOf),
  );
}

/** Days before the first with any usage tell nothing, and are left out. */
async function lastWholeDays(
  dataSource: DataSource,
  filter: UsageFilter | undefined,
  asOf: number,
): Promise<DayCost[]> {
  const today = Math.floor(asOf / DAY_MS);
  const rows = await sumUsage(dataSource, {
    filter,
    bucket: 'day',
    from: new Date((today - HISTORY_DAYS) * DAY_MS),
    to: new Date(today * DAY_MS),
  });
  const costs = new Map(rows.map((row) => [Date.parse(row.bucket ?? '') / DAY_MS, row.cost]));
  const [first = today] = costs.keys();
  return Array.from({ length: today - first }, (_, index) => ({
    day: first + index,
    cost: costs.get(first + index) ?? 0n,
  }));
}
