import type { RedactDirective } from './directives.js';

/**
 * What a provider, or one of its models, does with what it is sent: by contract, as far as it is known. An unknown fact is
 * left out, and meets no requirement.
 */
export interface DataPolicy {
  /** It trains on it, or passes it on to those who do. */
  readonly trainsOnData?: boolean;
  /** It keeps nothing of it once the answer is given: the same as `retentionDays: 0`. */
  readonly zeroRetention?: boolean;
  /** How many days it keeps it at most; 0: not at all. */
  readonly retentionDays?: number;
  /** All the regions in which it is processed, in the provider's own names, e.g. `eu-central-1`. Default: its `region`. */
  readonly regions?: readonly string[];
  /**
   * All the countries by whose law it may have to be handed over, those of parent companies too: ISO 3166-1 alpha-2, or
   * `EU` and `EEA` where the country within is not known.
   */
  readonly jurisdictions?: readonly string[];
  /** A data processing agreement is signed (GDPR, Art. 28). */
  readonly dpa?: boolean;
  /** A business associate agreement is signed (HIPAA). */
  readonly baa?: boolean;
  /** Who else gets to see it; an empty list: nobody. */
  readonly subProcessors?: readonly string[];
  /** Where each fact is from, for the record of processing. Default: unknown. */
  readonly sources?: Readonly<Partial<Record<DataFact, FactSource>>>;
}

/** A fact that a `DataPolicy` can hold. */
export type DataFact = Exclude<keyof DataPolicy, 'sources'>;

export interface FactSource {
  /** An address, or the name of a contract. */
  readonly reference: string;
  /** When it was looked up or signed: `YYYY-MM-DD`. */
  readonly date: string;
}

/** What has to be known of a candidate for a call to be sent there. What is left out is not required. */
export interface DataRequirements {
  /**
   * Regions in which it may be processed: names in which `*` stands for any characters, or names of `privacy.regionGroups`.
   * Every region that a candidate declares has to be among them.
   */
  readonly regions?: readonly string[];
  /** Jurisdictions that may apply, no others. `EU` and `EEA` stand for their members. */
  readonly jurisdictions?: readonly string[];
  readonly maxRetentionDays?: number;
  readonly noTraining?: boolean;
  readonly zeroRetention?: boolean;
  readonly dpa?: boolean;
  readonly baa?: boolean;
  /** Providers or models that may see it, no others: `azure`, `openai/gpt-4.1`. An empty list: nobody. */
  readonly providers?: readonly string[];
  /** A candidate has to declare its sub-processors, and none of these may be among them. */
  readonly excludedSubProcessors?: readonly string[];
}

/** Which calls a policy is for: all that is named has to hold. In texts, `*` stands for any characters. */
export interface PolicyCondition {
  /** Calls of this class or a higher one. */
  readonly sensitivity?: string;
  /** One of these. So with all lists below. */
  readonly tenants?: readonly string[];
  readonly teams?: readonly string[];
  /** Names of keys. */
  readonly keys?: readonly string[];
  readonly purposes?: readonly string[];
  /** Kinds of sensitive text that were found in the prompt, e.g. `iban`. */
  readonly entities?: readonly string[];
}

/** Every policy whose condition holds has to be met: one more never lets anybody in who was out. */
export interface PrivacyPolicy {
  /** Names it in refusals, decisions and the record of processing. */
  readonly name: string;
  /** Left out: all calls. */
  readonly when?: PolicyCondition;
  readonly require: DataRequirements;
}

/** What data calls may hold, and who may see it. */
export interface PrivacyOptions {
  /** Classes of data, the weakest first. Default `public`, `internal`, `confidential`, `restricted`. */
  readonly classes?: readonly string[];
  /** The class of a call that nothing labels. Default: the highest. */
  readonly unlabelled?: string;
  /** The class that a call has at least where such an entity is found in it: `{ card: 'restricted' }`. Default none. */
  readonly detected?: Readonly<Record<string, string>>;
  /** What calls may be for, each in words for the record of processing. Default: any name is legal. */
  readonly purposes?: Readonly<Record<string, string>>;
  /** Names for lists of regions: `{ eu: ['eu-*', 'europe-west*'] }`. Such a name stands for its list and nothing else. */
  readonly regionGroups?: Readonly<Record<string, readonly string[]>>;
  readonly policies?: readonly PrivacyPolicy[];
  /**
   * Redaction that calls of a class or a higher one have at least, by class: `{ confidential: { action: 'hash' } }`. Default
   * none.
   */
  readonly redact?: Readonly<Record<string, RedactDirective>>;
}
