import type { Subject } from './subject.js';

/** A subject as rooms look its data up. */
export interface KnownSubject extends Subject {
  /** See `SubjectVault.pseudonymOf`. */
  readonly pseudonym: string;
}

/** What a store holds of a subject. Plain data, fit for JSON. */
export interface SubjectHolding {
  readonly count: number;
  /** How many of each class of data, where the store knows; those of no class are left out. */
  readonly classes?: Readonly<Record<string, number>>;
  /** Epoch milliseconds; left out where there is nothing, or nobody knows. */
  readonly oldest?: number;
}

/**
 * The port for whatever keeps something of a person: `@LlmSubjectData()`. All that are found are asked when a subject is
 * looked at, exported or erased; an application's own tables may be among them.
 */
export interface SubjectData {
  /** The name of the store in answers and receipts. */
  readonly id: string;
  count(subject: KnownSubject): Promise<SubjectHolding>;
  /** Deletes what it holds, or makes it nobody's; gives how many things that were. Doing it twice does no harm. */
  erase(subject: KnownSubject): Promise<number>;
  /** Everything, without secrets; each is written as JSON. */
  export(subject: KnownSubject): AsyncIterable<Readonly<Record<string, unknown>>>;
}
