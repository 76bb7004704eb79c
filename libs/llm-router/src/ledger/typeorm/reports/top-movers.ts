import type { DataSource } from 'typeorm';
import { InvalidRequestError } from '../../../contracts/errors/request-errors.js';
import type { PicoDollars } from '../../../contracts/model-price.js';
import { epochRange } from '../time-range.js';
import type { UsageDimension } from '../usage-dimension.js';
import { sumUsage, type UsageRow } from '../usage-query.js';
import type { UsageFilter } from '../usage-shape.js';

/** Whose cost changed most between two spans of time. */
export interface MoversQuery {
  readonly dimension: UsageDimension;
  /** Inclusive. */
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  /** What it is compared with. Default: the span of the same length just before. */
  readonly against?: { readonly from: Date; readonly to: Date };
  readonly filter?: UsageFilter;
  /** How many values, 1 to 1,000. Default 10. */
  readonly limit?: number;
}

/** How much something cost, and had cost before. */
export interface CostChange {
  readonly cost: PicoDollars;
  readonly costBefore: PicoDollars;
  /** `cost - costBefore`. */
  readonly change: PicoDollars;
  /** `change / costBefore`, e.g. 0.5 for half as much again; null where it had cost nothing. */
  readonly ratio: number | null;
  /** Null under a dimension that only tries have. */
  readonly requests: number | null;
  readonly requestsBefore: number | null;
}

export interface Mover extends CostChange {
  /** Null: calls that have none. */
  readonly value: string | null;
}

/** Under `tag`, a call counts with each of its tags, so that the movers may add up to more than the total. */
export interface TopMovers {
  readonly against: { readonly from: Date; readonly to: Date };
  readonly total: CostChange;
  /** The greatest changes first, up or down. */
  readonly movers: readonly Mover[];
}

/** Throws an `InvalidRequestError` for a dimension, a span of time or a limit that is none. */
export async function topMovers(dataSource: DataSource, query: MoversQuery): Promise<TopMovers> {
  const { dimension, from, to, filter, limit = 10 } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) {
    throw new InvalidRequestError(
      `The limit ${limit} is not a whole number from 1 to 1000.`,
      'limit',
    );
  }
  const against = query.against ?? {
    from: new Date(2 * from.getTime() - to.getTime()),
    to: from,
  };
  epochRange({ from, to });
  epochRange(against);
  const sum = (groupBy: UsageDimension[], range: { from: Date; to: Date }) =>
    sumUsage(dataSource, { groupBy, filter, ...range });
  const now = await sum([dimension], { from, to });
  const before = await sum([dimension], against);
  const [total] = await sum([], { from, to });
  const [totalBefore] = await sum([], against);
  const movers = pairs(dimension, now, before)
    .filter(({ change }) => change !== 0n)
    .sort((a, b) => Number(size(b.change) - size(a.change)));
  return { against, total: compare(total, totalBefore), movers: movers.slice(0, limit) };
}

function pairs(dimension: string, now: readonly UsageRow[], before: readonly UsageRow[]): Mover[] {
  const valueOf = (row: UsageRow) => row.dimensions[dimension] ?? null;
  const earlier = new Map(before.map((row) => [valueOf(row), row]));
  const both = now.map((row) => ({
    value: valueOf(row),
    ...compare(row, earlier.get(valueOf(row))),
  }));
  const still = new Set(now.map(valueOf));
  const gone = before
    .filter((row) => !still.has(valueOf(row)))
    .map((row) => ({ value: valueOf(row), ...compare(undefined, row) }));
  return [...both, ...gone];
}

function compare(now: UsageRow | undefined, before: UsageRow | undefined): CostChange {
  const cost = now?.cost ?? 0n;
  const costBefore = before?.cost ?? 0n;
  const change = cost - costBefore;
  const known = now?.requests !== null && before?.requests !== null;
  return {
    cost,
    costBefore,
    change,
    ratio: costBefore === 0n ? null : Number(change) / Number(costBefore),
    requests: known ? (now?.requests ?? 0) : null,
    requestsBefore: known ? (before?.requests ?? 0) : null,
  };
}

function size(change: bigint): bigint {
  return change < 0n ? -change : change;
}
