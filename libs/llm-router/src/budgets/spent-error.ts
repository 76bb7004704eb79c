import type { BudgetAmounts, BudgetCounter, BudgetMeasure } from '../contracts/budget-store.js';
import { BudgetSpentError } from '../contracts/errors/budget-spent-error.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { QuotaExceededError } from '../contracts/errors/request-errors.js';
import { formatUsd } from '../foundation/pico-dollars.js';
import type { Meter } from './budget-limit.js';
import type { Held } from './budget-sheet.js';

/** Calls under way end sooner than windows. */
const SOON_MS = 1_000;

/** Why a call does not fit into a limit, with what is used of it, and when asking again makes sense. */
export function spentError(
  { limit, counter }: Meter,
  need: Held,
  amounts: BudgetAmounts,
  now: number,
): LlmRouterError {
  const { measure, endsAt } = counter;
  const show = (amount: bigint) => shownAmount(measure, amount);
  const never = need.expected > counter.limit || need.worst > counter.limit + counter.slack;
  const retryAfterMs = never ? undefined : waitMs(counter, need, amounts, now);
  const facts = [
    `of ${show(counter.limit)} ${UNITS[measure]}${counter.slack > 0n ? `, and ${show(counter.slack)} of slack,` : ''} ${show(amounts.spent)} are spent`,
    `up to ${show(amounts.worst)} are reserved for calls under way`,
    `this one may need up to ${show(need.worst)}`,
  ].join(', ');
  const text = [
    `The budget ${titleOf(counter)} has no room for this call: ${facts}.`,
    endsAt === undefined ? '' : `It begins anew at ${new Date(endsAt).toISOString()}.`,
    never && measure !== 'requests'
      ? 'Ask for fewer tokens (max_completion_tokens), or give the budget slack.'
      : '',
  ];
  const message = text.filter((it) => it !== '').join(' ');
  return limit.isRate
    ? new QuotaExceededError(message, retryAfterMs)
    : new BudgetSpentError(message, retryAfterMs, limit.downTo);
}

export function shownAmount(measure: BudgetMeasure, amount: bigint): string {
  return measure === 'usd' ? formatUsd(amount) : String(amount);
}

type Named = Pick<BudgetCounter, 'budget' | 'subject' | 'tenant'>;

export function titleOf({ budget, subject, tenant }: Named): string {
  const name = JSON.stringify(budget);
  if (subject === '') return name;
  const owner = `${name} of ${JSON.stringify(subject.slice(0, 100))}`;
  return tenant === undefined ? owner : `${owner} (tenant ${JSON.stringify(tenant.slice(0, 100))})`;
}

export const UNITS = { usd: 'US dollars', tokens: 'tokens', requests: 'calls' } as const;

function waitMs(
  { limit, slack, endsAt }: Meter['counter'],
  need: Held,
  { spent }: BudgetAmounts,
  now: number,
): number | undefined {
  const fitsSoon = spent + need.expected <= limit && spent + need.worst <= limit + slack;
  if (fitsSoon) return SOON_MS;
  return endsAt === undefined ? undefined : Math.max(SOON_MS, endsAt - now);
}
