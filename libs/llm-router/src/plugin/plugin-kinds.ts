import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { CompletionCache } from '../contracts/completion-cache.js';
import type { CredentialSource } from '../contracts/credential-source.js';
import type { EventSink } from '../contracts/event-sink.js';
import type { KeyProvider } from '../contracts/key-provider.js';
import type { PromptClassifier } from '../contracts/prompt-classifier.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import type { Quota } from '../contracts/quota.js';
import type { Redactor } from '../contracts/redactor.js';
import type { ResponseStore } from '../contracts/response-store.js';
import type { RoutingStrategy } from '../contracts/routing-strategy.js';
import type { SubjectData } from '../contracts/subject-data.js';

/** What a user may add, and the port that each kind has to fit. */
export interface PluginPorts {
  provider: ProviderAdapter;
  strategy: RoutingStrategy;
  filter: CandidateFilter;
  classifier: PromptClassifier;
  redactor: Redactor;
  cache: CompletionCache;
  quota: Quota;
  sink: EventSink;
  responses: ResponseStore;
  credentials: CredentialSource;
  'key-provider': KeyProvider;
  'subject-data': SubjectData;
}

export type PluginKind = keyof PluginPorts;
