import type { RouteDirective } from '../contracts/directives.js';
import type { Exchange } from '../contracts/exchange.js';
import { mergeRoute } from '../contracts/merge-route.js';
import type { PromptProfile } from '../contracts/prompt-profile.js';
import type { TaskClass } from '../contracts/task-class.js';
import type { Ladder } from './ladder.js';
import type { LadderStep } from './ladder-step.js';
import type { Findings } from './route-context.js';
import type { RoutingRules } from './rules/routing-rules.js';

const NO_DIRECTIVE: RouteDirective = Object.freeze({});

/** What is known of a call before anybody is chosen. */
export interface Reading {
  readonly findings: Findings;
  /** Name of the rule that fired. */
  readonly rule: string | undefined;
  readonly steps: readonly [LadderStep, ...LadderStep[]];
}

/** From a call, what it says and the rule that fires, to the steps of its ladder. Throws `UnknownModelError`. */
export function readRoute(
  exchange: Exchange,
  prompt: PromptProfile,
  task: TaskClass | undefined,
  rules: RoutingRules,
  ladder: Ladder,
): Reading {
  const rule = rules.match(exchange, prompt, task)?.rule;
  const { request, model, downTo, directives } = exchange;
  const said = directives.route ?? NO_DIRECTIVE;
  const then = rule?.then ?? NO_DIRECTIVE;
  const merged = rule === undefined ? said : (mergeRoute(said, then) ?? NO_DIRECTIVE);
  const route = downTo === undefined ? merged : { ...merged, fallback: undefined };
  const steps = ladder.steps({
    name: downTo ?? nameIn(then) ?? model,
    route,
    request,
    ruleStrategy: then.strategy,
    rung: downTo === undefined ? undefined : 'cheaper',
  });
  const tags = then.tags ? { ...exchange.tags, ...then.tags } : exchange.tags;
  return { findings: { model: steps[0].name, route, prompt, task, tags }, rule: rule?.name, steps };
}

/** What a directive asks for. */
export function nameIn({ model, tier }: RouteDirective): string | undefined {
  return model ?? (tier === undefined ? undefined : `tier:${tier}`);
}
