import type { Candidate } from '../../contracts/candidate.js';
import type { RoutingStrategy } from '../../contracts/routing-strategy.js';
import { LlmStrategy } from '../../plugin/plugin-markers.js';

/** `cheapest`: by list price, counting three prompt tokens for each completion token; unknown prices come last. */
@LlmStrategy()
export class CheapestStrategy implements RoutingStrategy {
  readonly id = 'cheapest';

  rank(candidates: readonly Candidate[]): readonly Candidate[] {
    return [...candidates].sort((a, b) => blendedPrice(a) - blendedPrice(b));
  }
}

function blendedPrice({ price }: Candidate): number {
  return price === undefined
    ? Number.MAX_VALUE
    : (3 * price.inputUsdPerMillion + price.outputUsdPerMillion) / 4;
}
