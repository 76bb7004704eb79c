import type { CandidateFilter } from '../../contracts/candidate-filter.js';
import type { Candidate } from '../../contracts/candidate.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { LlmFilter } from '../../plugin/plugin-markers.js';

/** Leaves out models without one of the required tags. */
@LlmFilter()
export class TagsFilter implements CandidateFilter {
  readonly id = 'tags';

  reject({ facts }: Candidate, { route }: RoutingContext): string | undefined {
    const missing = route.requireTags?.find((tag) => !facts.tags?.includes(tag));
    return missing === undefined ? undefined : `it lacks the tag "${missing}"`;
  }
}
