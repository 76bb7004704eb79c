import type { Subject } from './subject.js';

/** Text that can be read for as long as the key of its subject exists. Plain data, fit for JSON. */
export interface SealedText {
  /** Pseudonym of the subject. */
  readonly subject: string;
  /** How many times the subject had been erased. */
  readonly generation: number;
  /** Nonce, ciphertext and tag of AES-256-GCM, as base64. */
  readonly data: string;
}

/** Where a text is kept. It is bound to the ciphertext: what is moved elsewhere cannot be read. */
export interface SealedPlace {
  /** E.g. the name of a table. */
  readonly store: string;
  /** Within the store. */
  readonly id: string;
}

/** A subject, and since when something of it is under way. */
export interface SubjectSince {
  readonly subject: Subject;
  /** Epoch milliseconds when the call began. */
  readonly since: number;
}

/**
 * Keeps the texts of each subject under a key of its own; who destroys the key has erased them all, wherever they lie. Where
 * an application has none, nothing is sealed. The abstract class is the injection token too; inject it as optional.
 */
export abstract class SubjectVault {
  /** The name under which a subject is kept: a keyed hash, the same in all processes. */
  abstract pseudonymOf(subject: Subject): Promise<string>;

  /** Undefined where the subject was erased since the call began: then its text must not be kept. */
  abstract seal(
    of: SubjectSince,
    place: SealedPlace,
    text: string,
  ): Promise<SealedText | undefined>;

  /** Undefined where the key is destroyed. Rejects where the text was tampered with, or is not from this place. */
  abstract open(sealed: SealedText, place: SealedPlace): Promise<string | undefined>;

  /** The pseudonyms of those that were erased since, in the same order; undefined for the others. */
  abstract erasedSince(calls: readonly SubjectSince[]): Promise<(string | undefined)[]>;
}
