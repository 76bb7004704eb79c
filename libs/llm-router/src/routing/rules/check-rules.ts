import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { RoutingRule, RuleOutcome } from '../../contracts/routing-rule.js';
import { check, type Check, describeMisfit, fields } from '../../foundation/value-check.js';
import { checkCondition } from './check-condition.js';
import { ROUTE_CHECKS } from './check-route.js';

const { model, tier, fallback, strategy, timeout, tags, only, ignore, regions } = ROUTE_CHECKS;
const { requireTags, maxPrice, dataCollection, zeroRetention, priority } = ROUTE_CHECKS;
const { sensitivity, purpose } = ROUTE_CHECKS;
const { preferredMaxLatency, preferredMinThroughput, hedge, continueStreams } = ROUTE_CHECKS;

const outcome = fields('an object of what the rule decides', {
  model,
  tier,
  fallback,
  strategy,
  timeout,
  tags,
  only,
  ignore,
  regions,
  requireTags,
  maxPrice,
  dataCollection,
  zeroRetention,
  sensitivity,
  purpose,
  preferredMaxLatency,
  preferredMinThroughput,
  priority,
  hedge,
  continueStreams,
} satisfies Record<keyof RuleOutcome, Check>);

const rule = fields(
  'an object with "name", "when" and "then"',
  {
    name: check('a text that is not blank', (it) => typeof it === 'string' && /\S/.test(it)),
    when: checkCondition,
    then: outcome,
  } satisfies Record<keyof RoutingRule, Check>,
  { required: ['name', 'then'] },
);

/** Where a rule is, as its author knows it: `routing.rules[2] ("night")`. */
export function placeOfRule(rule: RoutingRule, index: number): string {
  const { name } = (rule ?? {}) as { name?: unknown };
  return `routing.rules[${index}]${typeof name === 'string' ? ` (${JSON.stringify(name)})` : ''}`;
}

/** Throws a `ConfigurationError` that says which rule is wrong where, and what is legal there. */
export function checkRules(rules: readonly RoutingRule[]): void {
  if (!Array.isArray(rules)) {
    throw new ConfigurationError(
      'routing.rules: what is written here is not legal. Legal: a list.',
    );
  }
  const places = new Map<string, string>();
  for (const [index, it] of (rules as readonly RoutingRule[]).entries()) {
    const place = placeOfRule(it, index);
    const misfit = rule(it);
    if (misfit !== undefined) {
      const inside = describeMisfit(misfit).replace(/^: /, '');
      throw new ConfigurationError(`${place}: ${inside}`);
    }
    if (it.then.model !== undefined && it.then.tier !== undefined) {
      throw new ConfigurationError(
        `${place}: then: model and tier are both there. Legal: one of them.`,
      );
    }
    const namesake = places.get(it.name);
    if (namesake !== undefined) {
      throw new ConfigurationError(
        `${place}: name: ${namesake} is called so too. Legal: a name of its own, as decision records go by it.`,
      );
    }
    places.set(it.name, `routing.rules[${index}]`);
  }
}
