import type { ChatMessage } from './chat-message.js';

/** A finished response of the Responses API, with the conversation that led to it. Plain data, fit for JSON. */
export interface StoredResponse {
  readonly id: string;
  /** Who may read it: calls of one tenant, or of one key where there is no tenant, share. */
  readonly owner: string;
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
}

/** What is to be kept of a response; `Conversations` adds whose it is and until when. */
export type NewResponse = Pick<StoredResponse, 'id' | 'response' | 'messages'>;

/** Stored responses as the doors use them. The abstract class is the injection token too. */
export abstract class Conversations {
  /** Keeps a response for `responses.retention`. */
  abstract save(owner: string, response: NewResponse): Promise<void>;
  abstract find(owner: string, id: string): Promise<StoredResponse | undefined>;
  abstract remove(owner: string, id: string): Promise<boolean>;
}
