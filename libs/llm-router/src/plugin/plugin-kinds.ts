import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { CompletionCache } from '../contracts/completion-cache.js';
import type { EventSink } from '../contracts/event-sink.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import type { Quota } from '../contracts/quota.js';
import type { Redactor } from '../contracts/redactor.js';
import type { RoutingStrategy } from '../contracts/routing-strategy.js';

/** What a user may add, and the port that each kind has to fit. */
export interface PluginPorts {
  provider: ProviderAdapter;
  strategy: RoutingStrategy;
  filter: CandidateFilter;
  redactor: Redactor;
  cache: CompletionCache;
  quota: Quota;
  sink: EventSink;
}

export type PluginKind = keyof PluginPorts;
