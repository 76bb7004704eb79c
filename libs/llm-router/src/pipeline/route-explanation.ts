import type { AttemptPlan } from '../contracts/attempt-plan.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { RouteDecision } from '../contracts/route-decision.js';
import { explainPlan, type NamedTarget } from '../observability/explain.stage.js';

/** What would happen to a call, and why. Plain data, fit for JSON. */
export interface RouteExplanation {
  readonly decision: RouteDecision;
  /** Whom the call would be sent to, best first; empty where it would be refused. */
  readonly targets: readonly NamedTarget[];
  /** Why nobody would be asked; left out where somebody would. */
  readonly refusal?: { readonly code: string; readonly message: string };
  /** All of it in sentences. */
  readonly words: readonly string[];
}

/** What routing found out about a call: one of `plan` and `refusal` is there. */
interface RouteFindings {
  readonly decision: RouteDecision;
  readonly plan: AttemptPlan | undefined;
  readonly refusal: LlmRouterError | undefined;
}

export function routeExplanation({ decision, plan, refusal }: RouteFindings): RouteExplanation {
  const targets = (plan?.targets ?? []).map(({ candidate, rung }) => ({
    candidate: candidate.id,
    ...(rung === undefined ? {} : { rung }),
  }));
  const facts = refusal && { code: refusal.code, message: refusal.message };
  return {
    decision,
    targets,
    ...(facts === undefined ? {} : { refusal: facts }),
    words: explainPlan(decision, targets, facts),
  };
}
