import type { BudgetingOptions, BudgetRule } from '../contracts/budget.js';
import type { BudgetMeasure } from '../contracts/budget-store.js';
import type { CallerLimits } from '../contracts/caller-of-request.js';
import { parseUsd } from '../foundation/pico-dollars.js';
import type { BudgetLimit } from './budget-limit.js';

const MEASURES = ['requests', 'tokens', 'usd'] as const;

/** The budgets that keys bring with them; no other may have such a name. */
export const KEY_BUDGETS = MEASURES.map(keyBudget);

type Slack = BudgetingOptions['slack'];

/** The limits of a rule. */
export function limitsOfRule(rule: BudgetRule, slack: Slack): readonly BudgetLimit[] {
  const { name, by, only, window, limits, alertAt = [], atLimit = 'refuse' } = rule;
  const shared = {
    budget: name,
    by,
    only: only && new Set(only),
    window,
    alertAt: [...alertAt].sort((a, b) => a - b),
    downTo: atLimit === 'refuse' ? undefined : atLimit.downTo,
    isRate: false,
  };
  return MEASURES.flatMap((measure) => {
    const most = limits[measure];
    if (most === undefined) return [];
    const limit = amountOf(measure, most);
    return { ...shared, measure, limit, slack: slackOf(measure, rule.slack ?? slack) };
  });
}

/**
 * The limits that a key's own scope sets. Calls a minute are counted here only where processes share counters: each of them
 * counts its own calls already.
 */
export function limitsOfKey(
  { budget, tokensPerMinute, requestsPerMinute }: CallerLimits,
  slack: Slack,
  shared: boolean,
): readonly BudgetLimit[] {
  const limits: BudgetLimit[] = [];
  const add = (measure: BudgetMeasure, most: string | number, window: BudgetLimit['window']) =>
    limits.push({
      budget: keyBudget(measure),
      by: 'key',
      only: undefined,
      measure,
      window,
      limit: amountOf(measure, most),
      slack: slackOf(measure, slack),
      alertAt: [],
      downTo: undefined,
      isRate: measure !== 'usd',
    });
  if (shared && requestsPerMinute !== undefined) add('requests', requestsPerMinute, 'minute');
  if (tokensPerMinute !== undefined) add('tokens', tokensPerMinute, 'minute');
  if (budget !== undefined) add('usd', budget.usd, budget.window);
  return limits;
}

function keyBudget(measure: BudgetMeasure): string {
  return `key:${measure}`;
}

function amountOf(measure: BudgetMeasure, amount: string | number): bigint {
  return measure === 'usd' ? parseUsd(amount) : BigInt(amount);
}

function slackOf(measure: BudgetMeasure, slack: Slack = {}): bigint {
  return measure === 'requests' ? 0n : amountOf(measure, slack[measure] ?? 0);
}
