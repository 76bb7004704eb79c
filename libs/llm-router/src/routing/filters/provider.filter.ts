import type { CandidateFilter } from '../../contracts/candidate-filter.js';
import type { Candidate } from '../../contracts/candidate.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { LlmFilter } from '../../plugin/plugin-markers.js';
import { isNamed } from '../is-named.js';

/** Leaves out whom `only` does not name, and whom `ignore` does. */
@LlmFilter()
export class ProviderFilter implements CandidateFilter {
  readonly id = 'provider';

  reject(candidate: Candidate, { route }: RoutingContext): string | undefined {
    const { only, ignore } = route;
    if (ignore?.some((entry) => isNamed(entry, candidate))) return 'it is to be ignored';
    if (only === undefined || only.some((entry) => isNamed(entry, candidate))) return undefined;
    return only.length === 0
      ? 'the lists of who may serve have nobody in common'
      : `only ${only.join(', ')} may serve`;
  }
}
