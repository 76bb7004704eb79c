import type { AttemptPlan } from '../contracts/attempt-plan.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { RouteDecision } from '../contracts/route-decision.js';

/** Where a call goes and why, or why it goes nowhere: one of `plan` and `refusal` is there. */
export interface RouteOutcome {
  readonly decision: RouteDecision;
  readonly plan: AttemptPlan | undefined;
  readonly refusal: LlmRouterError | undefined;
}
