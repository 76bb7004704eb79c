import { Injectable } from '@nestjs/common';
import type { Candidate } from '../../contracts/candidate.js';
import { LivePerformance } from '../../contracts/live-performance.js';
import { Random } from '../../contracts/random.js';
import type { Ranked, RoutingStrategy } from '../../contracts/routing-strategy.js';
import { LlmStrategy } from '../../plugin/plugin-markers.js';
import { chanceOf, drawSeed, weightOf } from './draw.js';

interface Load {
  readonly candidate: Candidate;
  readonly weight: number;
  readonly score: number;
  readonly because: string;
  readonly chance: number;
}

/** `least-busy`: by attempts that have not ended, for each unit of weight; ties by chance. A weight of 0 comes last. */
@LlmStrategy()
@Injectable()
export class LeastBusyStrategy implements RoutingStrategy {
  readonly id = 'least-busy';

  constructor(
    private readonly performance: LivePerformance,
    private readonly random: Random,
  ) {}

  rank(candidates: readonly Candidate[]): Ranked[] {
    const seed = drawSeed(this.random);
    return candidates
      .map((candidate) => this.load(candidate, seed))
      .sort(compare)
      .map(({ candidate, score, because }) => ({ candidate, score, because }));
  }

  private load(candidate: Candidate, seed: number): Load {
    const { inFlight } = this.performance.of(candidate);
    const weight = weightOf(candidate);
    return {
      candidate,
      weight,
      score: inFlight / (weight || 1),
      because:
        weight === 1 ? `${inFlight} under way` : `${inFlight} under way by a weight of ${weight}`,
      chance: chanceOf(candidate.id, seed),
    };
  }
}

function compare(a: Load, b: Load): number {
  const byWeight = Number(a.weight === 0) - Number(b.weight === 0);
  return (
    byWeight ||
    a.score - b.score ||
    a.chance - b.chance ||
    (a.candidate.id < b.candidate.id ? -1 : 1)
  );
}
