import type { Candidate } from './candidate.js';
import type { Exchange } from './exchange.js';

/** The port for orders of preference: `@LlmStrategy()`. Chosen by id in `routing.strategy` or `@RouteModel({ strategy })`. */
export interface RoutingStrategy {
  readonly id: string;
  /** The same candidates, best first. `candidates` are in the order of the tier. */
  rank(candidates: readonly Candidate[], exchange: Exchange): readonly Candidate[];
}
