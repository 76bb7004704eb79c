import type { Subject } from '../contracts/subject.js';

/** Prompt and reply of a call, on their way into `llm_contents`. */
export interface ContentRecord {
  /** Of the call: the key of its row in the ledger. */
  readonly id: string;
  /** Its user is empty where the call names none. */
  readonly subject: Subject;
  readonly tenant: string | undefined;
  /** The class of its data. */
  readonly sensitivity: string | undefined;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** JSON: `{ request, reply }`. */
  readonly text: string;
}

/** Where contents end up, encrypted. */
export abstract class ContentStore {
  /** False where it is kept nowhere, since the subject was erased after the call began. */
  abstract add(record: ContentRecord): Promise<boolean>;

  /** False once the database is closed. */
  abstract get isOpen(): boolean;
}
