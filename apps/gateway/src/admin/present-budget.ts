import { type BudgetStanding, formatUsd } from 'nestjs-llm-router';

/** Amounts of US dollars become decimal texts: exact, and JSON has no integers of that size. What does not end is null. */
export function presentBudget(standing: BudgetStanding) {
  const { budget, by, window, measure, subject, tenant, startsAt, resetsAt } = standing;
  const amount = (value: bigint) => (measure === 'usd' ? formatUsd(value) : Number(value));
  return {
    budget,
    subject,
    tenant: tenant ?? null,
    by: by ?? null,
    measure,
    window: window ?? null,
    startsAt: new Date(startsAt).toISOString(),
    resetsAt: resetsAt === undefined ? null : new Date(resetsAt).toISOString(),
    limit: amount(standing.limit),
    slack: amount(standing.slack),
    spent: amount(standing.spent),
    expected: amount(standing.expected),
    reserved: amount(standing.reserved),
    remaining: amount(standing.remaining),
  };
}
