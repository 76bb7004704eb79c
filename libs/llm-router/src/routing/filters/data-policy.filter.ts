import type { CandidateFilter } from '../../contracts/candidate-filter.js';
import type { Candidate } from '../../contracts/candidate.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { LlmFilter } from '../../plugin/plugin-markers.js';

/** Leaves out providers that train on data, or keep it, where the call forbids it. Who declares nothing is left out too. */
@LlmFilter()
export class DataPolicyFilter implements CandidateFilter {
  readonly id = 'data-policy';

  reject({ provider }: Candidate, { route }: RoutingContext): string | undefined {
    const { trainsOnData, zeroRetention } = provider.dataPolicy ?? {};
    if (route.dataCollection === 'deny' && trainsOnData !== false) {
      return trainsOnData === undefined
        ? 'its provider does not say whether it trains on what it is sent'
        : 'its provider trains on what it is sent';
    }
    if (route.zeroRetention === true && zeroRetention !== true) {
      return zeroRetention === undefined
        ? 'its provider does not say whether it keeps what it is sent'
        : 'its provider keeps what it is sent';
    }
    return undefined;
  }
}
