import { Injectable } from '@nestjs/common';
import type { Candidate } from '../../contracts/candidate.js';
import type { Ranked, RoutingStrategy } from '../../contracts/routing-strategy.js';
import { LlmStrategy } from '../../plugin/plugin-markers.js';

/** `priority`: in the order in which the tier was written. */
@LlmStrategy()
@Injectable()
export class PriorityStrategy implements RoutingStrategy {
  readonly id = 'priority';

  rank(candidates: readonly Candidate[]): Ranked[] {
    return candidates.map((candidate, index) => ({
      candidate,
      score: index,
      because: 'as written',
    }));
  }
}
