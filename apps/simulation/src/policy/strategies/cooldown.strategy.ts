import {
  type Candidate,
  LlmStrategy,
  type Random,
  type Ranked,
  type RoutingStrategy,
} from 'nestjs-llm-router';
import type { CooldownSink } from './cooldown.sink.js';
import { shuffled } from './shuffled.js';

/** Anybody who is not left alone; all, where everybody is. */
@LlmStrategy()
export class CooldownStrategy implements RoutingStrategy {
  readonly id = 'cooldown';

  constructor(
    private readonly cooldowns: CooldownSink,
    private readonly random: Random,
  ) {}

  rank(candidates: readonly Candidate[]): Ranked[] {
    return shuffled(candidates, this.random)
      .map((candidate) => ({ candidate, score: this.cooldowns.isCooling(candidate.id) ? 1 : 0 }))
      .sort((a, b) => a.score - b.score);
  }
}
