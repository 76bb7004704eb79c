import { Injectable } from '@nestjs/common';
import type { Candidate } from '../../contracts/candidate.js';
import { Random } from '../../contracts/random.js';
import type { Ranked, RoutingStrategy } from '../../contracts/routing-strategy.js';
import { LlmStrategy } from '../../plugin/plugin-markers.js';
import { chanceOf, drawKey, drawSeed, weightOf } from './draw.js';
import { inOrder } from './ranking.js';

/** `weighted`: drawn anew for each call, each candidate by its share; a weight of 0 comes after all others. */
@LlmStrategy()
@Injectable()
export class WeightedStrategy implements RoutingStrategy {
  readonly id = 'weighted';

  constructor(private readonly random: Random) {}

  rank(candidates: readonly Candidate[]): Ranked[] {
    const seed = drawSeed(this.random);
    return inOrder(
      candidates.map((candidate) => {
        const weight = weightOf(candidate);
        const chance = chanceOf(candidate.id, seed);
        return {
          candidate,
          group: weight > 0 ? 0 : 1,
          key: weight > 0 ? drawKey(chance, weight) : chance,
          because: `drawn by a weight of ${weight}`,
        };
      }),
    );
  }
}
