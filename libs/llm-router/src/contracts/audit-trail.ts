/**
 * What an entry tells of.
 *
 * - `policy-refused`: the data policy, or the scope of a key, let nobody see a call.
 * - `content-blocked`: a call was refused for what its text holds.
 * - `call-decided`: any other call, where every decision is recorded.
 * - `admin-action`: somebody used the administration.
 * - `key-created`, `key-rotated`, `key-changed`, `key-revoked`: the life of a virtual key; its end is part of its change.
 * - `configuration-changed`: a process began to run under another configuration than the last one.
 * - `process-started`, `process-stopped`: a start without a stop is a crash.
 * - `subject-erased`, `subject-exported`, `legal-hold-set`, `legal-hold-lifted`: what was done with a person's data.
 * - `entries-lost`: so many entries could not be kept.
 * - `app:…`: the application's own.
 */
export type AuditKind =
  | 'policy-refused'
  | 'content-blocked'
  | 'call-decided'
  | 'admin-action'
  | 'key-created'
  | 'key-rotated'
  | 'key-changed'
  | 'key-revoked'
  | 'configuration-changed'
  | 'process-started'
  | 'process-stopped'
  | 'subject-erased'
  | 'subject-exported'
  | 'legal-hold-set'
  | 'legal-hold-lifted'
  | 'entries-lost'
  | `app:${string}`;

/** What happened. It is kept for good: no text of prompts or replies, no secret, and of a person a pseudonym only. */
export interface AuditEntry {
  readonly kind: AuditKind;
  /** Id of the key by which it was done; left out where there was none. At most 200 characters are kept. */
  readonly actor?: string;
  /** Id of what it was done to: a key, a call, a person's pseudonym. At most 200 characters are kept. */
  readonly subject?: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Plain data, fit for JSON, of at most 16 KiB; of more than that only the length is kept. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Takes entries for good. The abstract class is the injection token too; inject it as optional. */
export abstract class AuditTrail {
  /** Never throws, and never waits: entries are written a moment later. */
  abstract record(entry: AuditEntry): void;

  /** Resolves when all entries so far are written; rejects where they cannot be written now. They are kept all the same. */
  abstract flush(): Promise<void>;
}
