import type { BudgetingOptions, BudgetRule } from '../contracts/budget.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { readUsd } from '../foundation/pico-dollars.js';
import {
  check,
  type Check,
  describeMisfit,
  fields,
  listOf,
  oneOf,
} from '../foundation/value-check.js';
import { isOfTarget } from './budget-limit.js';

const NAME = /^[A-Za-z0-9][\w.-]{0,99}$/;
const SUBJECTS = ['all', 'key', 'team', 'tenant', 'user', 'provider', 'model'];

const usd = check('US dollars from 0, e.g. 12.5 or "12.50"', (it) => (readUsd(it) ?? -1n) >= 0n);
const whole = check(
  'a whole number from 0',
  (it) => Number.isSafeInteger(it) && (it as number) >= 0,
);
const text = check('a text that is not blank', (it) => typeof it === 'string' && it.trim() !== '');
const slack = fields('an object of usd, tokens', { usd, tokens: whole });
const refuse = check('"refuse", or { downTo: a model, tier or alias }', (it) => it === 'refuse');
const downTo = fields('"refuse", or { downTo }', { downTo: text }, { required: ['downTo'] });

const limits: Check = (value) =>
  fields('an object of usd, tokens, requests', { usd, tokens: whole, requests: whole })(value) ??
  (Object.values(value as object).some((it) => it !== undefined)
    ? undefined
    : { path: [], value, legal: 'at least one of usd, tokens, requests' });

const rule: Check = (value) =>
  fields(
    'an object of name, by, limits, window and more',
    {
      name: check(
        'letters, digits, "-", "_" and ".", 100 at most, a letter or digit first',
        (it) => typeof it === 'string' && NAME.test(it),
      ),
      by: check(
        `${SUBJECTS.join(', ')} or tag:<name>`,
        (it) => typeof it === 'string' && (SUBJECTS.includes(it) || /^tag:./.test(it)),
      ),
      only: listOf('a list of texts', text),
      limits,
      window: oneOf('minute', 'hour', 'day', 'week', 'month', 'total'),
      alertAt: listOf(
        'a list of shares',
        check('a number above 0, and 1 at most', (it) => Number(it) > 0 && Number(it) <= 1),
      ),
      atLimit: (it) => (typeof it === 'object' ? downTo : refuse)(it),
      slack,
    },
    { required: ['name', 'by', 'limits', 'window'] },
  )(value) ?? misplaced(value as BudgetRule);

const budgeting = fields('an object', {
  store: check('a BudgetStore', (it) => typeof it === 'object' && 'apply' in (it as object)),
  slack,
  unknownPrice: oneOf('refuse', 'allow'),
  onStoreFailure: oneOf('refuse', 'allow'),
  outputTokens: check('a whole number from 1', (it) => Number.isSafeInteger(it) && Number(it) > 0),
});

/** Throws a `ConfigurationError` that names the place in the options, the value and what is legal. */
export function checkBudgets(rules: readonly BudgetRule[], options: BudgetingOptions): void {
  const all = { budgets: listOf('a list of budgets', rule), budgeting };
  const misfit = fields('the options', all)({ budgets: rules, budgeting: options });
  if (misfit !== undefined) throw new ConfigurationError(describeMisfit(misfit));
  const names = new Set<string>();
  rules.forEach(({ name }, index) => {
    if (names.has(name)) {
      throw new ConfigurationError(
        `budgets[${index}].name: another budget is called ${JSON.stringify(name)} too. Give one of them another name.`,
      );
    }
    names.add(name);
  });
}

/** What a budget by provider or model cannot do. */
function misplaced(it: BudgetRule): ReturnType<Check> {
  if (!isOfTarget(it) || typeof it.atLimit !== 'object') return undefined;
  return {
    path: ['atLimit'],
    value: it.atLimit.downTo,
    legal: `"refuse": where a ${it.by} has no budget left, the next candidate is asked`,
  };
}
