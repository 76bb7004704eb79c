import type { CandidateFilter } from '../../contracts/candidate-filter.js';
import type { Candidate } from '../../contracts/candidate.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { LlmFilter } from '../../plugin/plugin-markers.js';

/** Leaves out who processes calls outside of the allowed regions, and who declares no region. */
@LlmFilter()
export class RegionFilter implements CandidateFilter {
  readonly id = 'region';

  reject({ facts, provider }: Candidate, { route }: RoutingContext): string | undefined {
    if (route.regions === undefined) return undefined;
    const region = facts.region ?? provider.region;
    const allowed = route.regions.join(', ') || 'none';
    if (region === undefined) return `it declares no region; allowed: ${allowed}`;
    // Names are compared whole: the region "eu-west-2" is not in the European Union.
    if (route.regions.some((it) => it.toLowerCase() === region.toLowerCase())) return undefined;
    return `it runs in ${region}; allowed: ${allowed}`;
  }
}
