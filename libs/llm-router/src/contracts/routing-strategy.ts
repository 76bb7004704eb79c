import type { Candidate } from './candidate.js';
import type { RoutingContext } from './routing-context.js';

/** A candidate at its place in a strategy's order. */
export interface Ranked {
  readonly candidate: Candidate;
  /** Less is better, in the strategy's own unit; for decision records. */
  readonly score?: number;
  /** The score in words, e.g. `412 ms at p50`. */
  readonly because?: string;
}

/**
 * The port for orders of preference: `@LlmStrategy()`. Chosen by id in `routing.strategy`, a tier's `strategy`, a rule
 * or `@RouteModel({ strategy })`.
 */
export interface RoutingStrategy {
  readonly id: string;
  /** The same candidates, best first. `candidates` are in the order of the tier. */
  rank(candidates: readonly Candidate[], context: RoutingContext): readonly Ranked[];
}
