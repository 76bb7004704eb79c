import type { KeptBudget } from '../../contracts/budget-store.js';
import type { BudgetMeasure } from '../../contracts/budget-store.js';
import type { Held, Lease } from '../budget-sheet.js';
import type { SqlRow } from '../../sql/typeorm/sql-work.js';

export const COUNTER_COLUMNS = [
  'id',
  'budget',
  'measure',
  'subject',
  'tenant',
  'starts_at',
  'ends_at',
  'most',
  'slack',
  'spent',
  'expected',
  'worst',
] as const;

export const LEASE_COLUMNS = ['id', 'holds', 'expires_at', 'ended'] as const;

/** In the order of the columns. */
export function counterRow({ counter, amounts }: KeptBudget): unknown[] {
  const { id, budget, measure, subject, tenant = null } = counter;
  const { startsAt, endsAt = null, limit, slack } = counter;
  const { spent, expected, worst } = amounts;
  const texts = [limit, slack, spent, expected, worst].map(String);
  return [id, budget, measure, subject, tenant, startsAt, endsAt, ...texts];
}

export function readCounter(row: SqlRow): KeptBudget {
  const text = (column: (typeof COUNTER_COLUMNS)[number]) => String(row[column]);
  return {
    counter: {
      id: text('id'),
      budget: text('budget'),
      measure: text('measure') as BudgetMeasure,
      subject: text('subject'),
      ...(row['tenant'] === null ? {} : { tenant: text('tenant') }),
      startsAt: Number(row['starts_at']),
      ...(row['ends_at'] === null ? {} : { endsAt: Number(row['ends_at']) }),
      limit: BigInt(text('most')),
      slack: BigInt(text('slack')),
    },
    amounts: {
      spent: BigInt(text('spent')),
      expected: BigInt(text('expected')),
      worst: BigInt(text('worst')),
    },
  };
}

/** In the order of the columns. */
export function leaseRow(id: string, { holds, expiresAt, ended }: Lease): unknown[] {
  const list = [...holds].map(([counter, it]) => [counter, String(it.expected), String(it.worst)]);
  return [id, JSON.stringify(list), expiresAt, ended ? 1 : 0];
}

export function readLease(row: SqlRow): Lease {
  const list = JSON.parse(String(row['holds'])) as [string, string, string][];
  return {
    holds: new Map(
      list.map(([counter, expected, worst]): [string, Held] => [
        counter,
        { expected: BigInt(expected), worst: BigInt(worst) },
      ]),
    ),
    expiresAt: Number(row['expires_at']),
    ended: Number(row['ended']) === 1,
  };
}
