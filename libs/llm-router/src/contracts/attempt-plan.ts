import type { Candidate } from './candidate.js';
import type { ChatRequest } from './chat-request.js';
import type { RouteDirective } from './directives.js';
import type { Rung } from './rung.js';

/** A candidate with its place on the ladder. */
export interface PlannedTarget {
  readonly candidate: Candidate;
  /** Left out for a first choice. */
  readonly rung?: Rung;
  /** What it is sent, where that is not the call's own request, e.g. fewer messages. */
  readonly request?: ChatRequest;
  /** It is out, and is used all the same because so many are: after those that are in order, or where these are full. */
  readonly out?: boolean;
}

/** Whom to try, best first. */
export interface AttemptPlan {
  readonly targets: readonly PlannedTarget[];
  /** What the call, its decorators and the rule that fired say, merged. */
  readonly route: RouteDirective;
}
