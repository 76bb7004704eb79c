import type { Candidate } from './candidate.js';

/** Whom to try, best first. */
export interface AttemptPlan {
  readonly candidates: readonly Candidate[];
}
