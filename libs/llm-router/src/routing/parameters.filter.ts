import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import type { Exchange } from '../contracts/exchange.js';
import { LlmFilter } from '../plugin/plugin-markers.js';

/** Leaves out candidates that cannot honour every field of the request, where `requireParameters` asks for it. */
@LlmFilter()
export class ParametersFilter implements CandidateFilter {
  readonly id = 'parameters';

  reject({ provider, upstreamModel }: Candidate, exchange: Exchange): string | undefined {
    if (exchange.directives.route?.requireParameters !== true) return undefined;
    const names = provider.unsupportedParameters?.(exchange.request, upstreamModel) ?? [];
    return names.length === 0 ? undefined : `it cannot honour ${names.join(', ')}`;
  }
}
