import type { CallCompliance } from './call-compliance.js';
import type { Rung } from './rung.js';
import type { TaskClass } from './task-class.js';

/** One candidate as routing saw it. */
export interface ConsideredCandidate {
  /** `provider/model`. */
  readonly candidate: string;
  /** The name that brought it in: a model, tier or alias. */
  readonly name: string;
  readonly rung?: Rung;
  /** Position in the plan, from 0; left out where it was rejected. */
  readonly place?: number;
  /** The strategy's score, less is better, in the strategy's own unit. */
  readonly score?: number;
  /** The score in words, or the filter's reason. */
  readonly because?: string;
  /** Id of the filter that rejected it. */
  readonly rejectedBy?: string;
}

/** Why a call went where it went: plain data, fit for JSON. */
export interface RouteDecision {
  /** What was asked for, before rules. */
  readonly asked: string;
  /** What was resolved in the end. */
  readonly model: string;
  /** Name of the rule that fired. */
  readonly rule?: string;
  readonly task?: TaskClass;
  readonly promptTokens: number;
  /** Left out where the call has no class and no policy holds. */
  readonly compliance?: CallCompliance;
  readonly strategy: string;
  readonly candidates: readonly ConsideredCandidate[];
  /** What else was decided, in words, e.g. that so many targets are out that all are used. */
  readonly notes: readonly string[];
}
