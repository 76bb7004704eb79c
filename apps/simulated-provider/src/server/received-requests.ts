import type { IncomingHttpHeaders } from 'node:http';

/** One request as it came in, and how it ended for the client. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON, or the raw text when it is none. */
  readonly body: unknown;
  readonly model: string | undefined;
  readonly startedAt: number;
  /** `aborted`: the client hung up before its answer was over. Undefined: still going on. */
  readonly ended: 'finished' | 'aborted' | undefined;
}

export type ReceivedRequestRecord = {
  -readonly [Key in keyof ReceivedRequest]: ReceivedRequest[Key];
};

export const KEPT_REQUESTS = 1_000;

/** The last requests, oldest first. */
export class ReceivedRequests {
  readonly #records: ReceivedRequestRecord[] = [];

  get all(): readonly ReceivedRequest[] {
    return this.#records;
  }

  add(record: ReceivedRequestRecord): void {
    this.#records.push(record);
    if (this.#records.length > KEPT_REQUESTS) this.#records.shift();
  }

  clear(): void {
    this.#records.length = 0;
  }
}
