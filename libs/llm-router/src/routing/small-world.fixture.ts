import type { AttemptPlan } from '../contracts/attempt-plan.js';
import type { RouteDirective } from '../contracts/directives.js';
import type { Exchange } from '../contracts/exchange.js';
import type { DegradeOptions } from '../contracts/tier.js';
import type { RouteOutcome } from './route-outcome.js';
import { candidate, exchange, HandDirectory, type Routed, routing } from './routing.fixture.js';

export const a = candidate('a/big');
export const b = candidate('b/big');
export const c = candidate('c/other');
export const d = candidate('d/small');
export const e = candidate('e/small');

export const models = {
  big: [a, b],
  'tier:smart': [a, b],
  other: [c],
  small: [d, e],
  'a/big': [a],
  'd/small': [d],
};
export const directory = new HandDirectory(models);
export const withTier = (degrade?: DegradeOptions, strategy?: string): HandDirectory =>
  new HandDirectory(models, { 'tier:smart': { degrade, strategy } }, { 'a/big': [c, a, b] });

export function planned(world: Partial<Routed>, name: string, route?: RouteDirective): AttemptPlan {
  return routing({ directory, ...world }).plan(exchange(name, route)) as AttemptPlan;
}

export function decided(world: Partial<Routed>, call: Exchange): RouteOutcome {
  return routing({ directory, ...world }).decide(call) as RouteOutcome;
}

export const rungs = (plan: AttemptPlan | undefined): string[] | undefined =>
  plan?.targets.map((it) => `${it.rung ?? 'first'} ${it.candidate.id}`);
