import type { ChatMessage } from './chat-message.js';
import type { SubjectSince } from './subject-vault.js';

/** A finished response of the Responses API, with the conversation that led to it. Plain data, fit for JSON. */
export interface StoredResponse {
  readonly id: string;
  /** Who may read it: calls of one tenant, or of one key where there is no tenant, share. */
  readonly owner: string;
  /**
   * Pseudonym of the end user, where the application has a `SubjectVault`: `response` is `{ sealed }` then, and `messages`
   * is empty.
   */
  readonly subject?: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds; from then on it is gone. */
  readonly expiresAt: number;
  /** The answer as the client got it. */
  readonly response: Readonly<Record<string, unknown>>;
  /** All turns so far, this answer included, without the instructions: what the next turn is appended to. */
  readonly messages: readonly ChatMessage[];
}

/** The port for stores of responses: `@LlmResponseStore()`. Chosen by id in `responses.store`. */
export interface ResponseStore {
  readonly id: string;
  put(stored: StoredResponse): Promise<void>;
  /** Undefined where it is unknown, another owner's, or expired at `now` (epoch milliseconds). */
  get(id: string, owner: string, now: number): Promise<StoredResponse | undefined>;
  /** Whether there was one of this owner's. */
  delete(id: string, owner: string): Promise<boolean>;
  /**
   * All of a subject, by its pseudonym, those that expired included. Left out, as `deleteOfSubject`: they stay where they
   * are until they expire, and cannot be read once the subject is erased.
   */
  ofSubject?(subject: string): Promise<readonly StoredResponse[]>;
  /** Gives how many there were. */
  deleteOfSubject?(subject: string): Promise<number>;
}

/** What is to be kept of a response; `Conversations` adds whose it is and until when. */
export type NewResponse = Pick<StoredResponse, 'id' | 'response' | 'messages'>;

/** Stored responses as the doors use them. The abstract class is the injection token too. */
export abstract class Conversations {
  /**
   * Keeps a response for `responses.retention`. `of`: whose it is; where that was erased since the
   * call began, nothing is kept. Gives whether it is kept.
   */
  abstract save(owner: string, response: NewResponse, of: SubjectSince): Promise<boolean>;
  abstract find(owner: string, id: string): Promise<StoredResponse | undefined>;
  abstract remove(owner: string, id: string): Promise<boolean>;
}
