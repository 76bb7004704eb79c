import type { Candidate } from '../contracts/candidate.js';
import type { DataPolicy } from '../contracts/data-policy.js';
import type { ModelFacts } from '../contracts/model-facts.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';

const known = new WeakMap<Candidate, DataPolicy>();

/** What is declared of a candidate. Candidates are as constant as the configuration. */
export function declaredFacts(candidate: Candidate): DataPolicy {
  let facts = known.get(candidate);
  if (facts === undefined) {
    facts = factsOf(candidate.provider, candidate.facts);
    known.set(candidate, facts);
  }
  return facts;
}

/** The model's facts over its provider's, each with its source; what follows from another fact is filled in. */
export function factsOf(
  provider: Pick<ProviderAdapter, 'region' | 'dataPolicy'>,
  model: Pick<ModelFacts, 'region' | 'dataPolicy'> = {},
): DataPolicy {
  const general = provider.dataPolicy ?? {};
  const own = withoutNothing(model.dataPolicy ?? {});
  const {
    zeroRetention: _zero,
    retentionDays: _days,
    ...rest
  }: DataPolicy = { ...general, ...own };
  return {
    ...rest,
    ...retentionOf('zeroRetention' in own || 'retentionDays' in own ? own : general),
    regions: regionsOf(provider, model),
    sources: sourcesOf(general, own),
  };
}

/** A region of the model's own wins over all that its provider declares, except over a list that is the model's. */
function regionsOf(
  provider: Pick<ProviderAdapter, 'region' | 'dataPolicy'>,
  model: Pick<ModelFacts, 'region' | 'dataPolicy'>,
): readonly string[] | undefined {
  if (model.dataPolicy?.regions !== undefined) return model.dataPolicy.regions;
  if (model.region !== undefined && model.region !== provider.region) return [model.region];
  const general = provider.dataPolicy?.regions;
  if (general !== undefined) return general;
  return provider.region === undefined ? undefined : [provider.region];
}

/** To keep nothing, and to keep it for no days, are one fact in two words. */
function retentionOf({ zeroRetention, retentionDays }: DataPolicy): DataPolicy {
  if (zeroRetention === true || retentionDays === 0) {
    return { zeroRetention: true, retentionDays: 0 };
  }
  return retentionDays === undefined ? { zeroRetention } : { zeroRetention: false, retentionDays };
}

/** What a model overrides is not told by its provider's source. */
function sourcesOf(general: DataPolicy, own: DataPolicy): DataPolicy['sources'] {
  const inherited = Object.entries(general.sources ?? {}).filter(([fact]) => !(fact in own));
  return { ...Object.fromEntries(inherited), ...own.sources };
}

function withoutNothing(policy: DataPolicy): DataPolicy {
  return Object.fromEntries(
    Object.entries(policy).filter(([, value]) => value !== undefined && value !== null),
  );
}
