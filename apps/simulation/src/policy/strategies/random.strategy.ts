import {
  type Candidate,
  LlmStrategy,
  type Random,
  type Ranked,
  type RoutingStrategy,
} from 'nestjs-llm-router';
import { shuffled } from './shuffled.js';

/** Anybody, whatever happens. */
@LlmStrategy()
export class RandomStrategy implements RoutingStrategy {
  readonly id = 'random';

  constructor(private readonly random: Random) {}

  rank(candidates: readonly Candidate[]): Ranked[] {
    return shuffled(candidates, this.random).map((candidate) => ({ candidate }));
  }
}
