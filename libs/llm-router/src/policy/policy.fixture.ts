import type { Candidate } from '../contracts/candidate.js';
import type { Caller } from '../contracts/caller.js';
import type { DataPolicy, PrivacyOptions } from '../contracts/data-policy.js';
import type { RouteDirective } from '../contracts/directives.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import type { ModelFacts } from '../contracts/model-facts.js';
import type { LlmRouterOptions } from '../contracts/options.js';
import type { PromptClassifier } from '../contracts/prompt-classifier.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import type { PluginRegistry } from '../plugin/plugin-registry.js';
import { CompliancePolicy } from './compliance-policy.js';
import type { Ruling } from './ruling.js';

/** A candidate `id`/m of which this is declared. */
export function declaring(
  dataPolicy: DataPolicy | undefined,
  { id = 'a', region, facts = {} }: { id?: string; region?: string; facts?: ModelFacts } = {},
): Candidate {
  const provider = { id, region, dataPolicy, models: [{ id: 'm', ...facts }] };
  return {
    id: `${id}/m`,
    provider: provider as Partial<ProviderAdapter> as ProviderAdapter,
    upstreamModel: 'm',
    facts,
    price: undefined,
  };
}

/** Knows `provider/m` of each candidate. */
export class FewModels extends ModelDirectory {
  constructor(private readonly candidates: readonly Candidate[]) {
    super();
  }

  override resolve(name: string): readonly Candidate[] {
    return this.candidates.filter(({ id }) => id === name);
  }

  override tierOf(): undefined {
    return undefined;
  }

  override sameModel(): never[] {
    return [];
  }

  override list() {
    return this.candidates.map(({ id, provider }) => ({ id, ownedBy: provider.id }));
  }
}

export const ENTITIES = ['email', 'card', 'iban'];

export interface PolicyWorld {
  readonly candidates?: readonly Candidate[];
  readonly classifiers?: readonly Partial<PromptClassifier>[];
  readonly routing?: LlmRouterOptions['routing'];
}

export function pluginsOf({ candidates = [], classifiers = [] }: PolicyWorld): PluginRegistry {
  const kinds: Record<string, readonly object[]> = {
    provider: [...new Set(candidates.map(({ provider }) => provider))],
    redactor: [{ id: 'all', entities: ENTITIES }],
    classifier: classifiers,
  };
  const plugins: Partial<Record<keyof PluginRegistry, unknown>> = {
    all: (kind: string) => kinds[kind] ?? [],
    byId: (kind: string, id: string) =>
      kinds[kind]?.find((it) => (it as { id?: string }).id === id),
  };
  return plugins as PluginRegistry;
}

/** The service over what a test declares, checked as at boot. */
export function policyOf(privacy?: PrivacyOptions, world: PolicyWorld = {}): CompliancePolicy {
  const { candidates = [], routing } = world;
  const policy = new CompliancePolicy(
    { privacy, routing },
    pluginsOf(world),
    new FewModels(candidates),
  );
  policy.onModuleInit();
  return policy;
}

/** What holds for a call. */
export function rule(
  privacy: PrivacyOptions | undefined,
  route: RouteDirective = {},
  { entities, ...caller }: Caller & { readonly entities?: readonly string[] } = {},
): Ruling {
  return policyOf(privacy).ruling({ caller, entities }, route);
}
