import {
  type Candidate,
  LlmStrategy,
  type Random,
  type Ranked,
  type RoutingStrategy,
} from 'nestjs-llm-router';
import { shuffled } from './shuffled.js';

/** Whoever has the fewest requests under way, as a proxy counts them; chance decides among equals. */
@LlmStrategy()
export class FewestFirstStrategy implements RoutingStrategy {
  readonly id = 'fewest-first';

  constructor(
    private readonly underWay: (provider: string) => number,
    private readonly random: Random,
  ) {}

  rank(candidates: readonly Candidate[]): Ranked[] {
    return shuffled(candidates, this.random)
      .map((candidate) => ({ candidate, score: this.underWay(candidate.provider.id) }))
      .sort((a, b) => a.score - b.score);
  }
}
