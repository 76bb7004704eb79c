import type { Candidate } from '../../contracts/candidate.js';
import type { RoutingStrategy } from '../../contracts/routing-strategy.js';
import { LlmStrategy } from '../../plugin/plugin-markers.js';

/** `priority`: in the order in which the tier was written. */
@LlmStrategy()
export class PriorityStrategy implements RoutingStrategy {
  readonly id = 'priority';

  rank(candidates: readonly Candidate[]): readonly Candidate[] {
    return candidates;
  }
}
