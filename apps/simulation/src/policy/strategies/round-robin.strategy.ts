import { type Candidate, LlmStrategy, type Ranked, type RoutingStrategy } from 'nestjs-llm-router';

/** One after the other, whatever happens. */
@LlmStrategy()
export class RoundRobinStrategy implements RoutingStrategy {
  readonly id = 'round-robin';
  private turn = 0;

  rank(candidates: readonly Candidate[]): Ranked[] {
    const first = this.turn++ % candidates.length;
    return [...candidates.slice(first), ...candidates.slice(0, first)].map((candidate) => ({
      candidate,
    }));
  }
}
