import type { Candidate } from './candidate.js';
import type { TierOptions } from './tier.js';

/** A model as `GET /v1/models` lists it. */
export interface ListedModel {
  /** `provider/model`, `tier:<name>` or an alias. */
  readonly id: string;
  /** The provider's id; `llm-router` for tiers and aliases. */
  readonly ownedBy: string;
}

/** What the names in requests stand for. The abstract class is the injection token too. */
export abstract class ModelDirectory {
  /** The candidates behind a model, tier or alias, in declared order. Throws `UnknownModelError` with near names. */
  abstract resolve(name: string): readonly Candidate[];
  /** What the tier behind a name says beside its models; undefined where the name stands for no tier. */
  abstract tierOf(name: string): Pick<TierOptions, 'strategy' | 'degrade'> | undefined;
  /** The same model, by its bare name, at every provider that is known to have it. */
  abstract sameModel(candidate: Candidate): readonly Candidate[];
  /** Models that are named in the configuration or declared by providers, then tiers and aliases. */
  abstract list(): readonly ListedModel[];
}
