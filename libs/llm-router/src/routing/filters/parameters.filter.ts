import type { CandidateFilter } from '../../contracts/candidate-filter.js';
import type { Candidate } from '../../contracts/candidate.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { LlmFilter } from '../../plugin/plugin-markers.js';

/** Leaves out candidates that cannot honour every field of the request, where `requireParameters` asks for it. */
@LlmFilter()
export class ParametersFilter implements CandidateFilter {
  readonly id = 'parameters';

  reject(
    { provider, upstreamModel }: Candidate,
    { route, request }: RoutingContext,
  ): string | undefined {
    if (route.requireParameters !== true) return undefined;
    const names = provider.unsupportedParameters?.(request, upstreamModel) ?? [];
    return names.length === 0 ? undefined : `it cannot honour ${names.join(', ')}`;
  }
}
