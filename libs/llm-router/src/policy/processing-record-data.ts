import type { DataFact, DataPolicy, PolicyCondition } from '../contracts/data-policy.js';

/** A provider to whom calls may be sent, with those of its models of which the same is declared. */
export interface RecipientRecord {
  readonly provider: string;
  /** Empty: whatever it has. */
  readonly models: readonly string[];
  readonly facts: DataPolicy;
  /** Facts that nobody declared. */
  readonly unknown: readonly DataFact[];
  /** Jurisdictions outside of the European Economic Area; left out where none are declared at all. */
  readonly thirdCountries?: readonly string[];
  /** Names of the policies that it meets. */
  readonly meets: readonly string[];
}

/** What is processed for which purposes, by whom, where and for how long (GDPR, Art. 30): plain data, fit for JSON. */
export interface ProcessingRecordData {
  /** ISO 8601. */
  readonly generatedAt: string;
  /** By name, each in words where they are declared. */
  readonly purposes: Readonly<Record<string, string>>;
  /** Classes of data, the weakest first. */
  readonly classes: readonly string[];
  /** The class of what nothing labels. */
  readonly unlabelled?: string;
  /** Kinds of sensitive text that raise the class of a call. */
  readonly detected: Readonly<Record<string, string>>;
  readonly policies: readonly {
    readonly name: string;
    readonly when: PolicyCondition;
    readonly requires: readonly string[];
  }[];
  readonly recipients: readonly RecipientRecord[];
}
