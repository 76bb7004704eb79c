import type { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { CallAbortedError, DeadlineExceededError } from '../contracts/errors/request-errors.js';
import type { ClientPatience } from './client-patience.js';

/** Watches whether the client waits for its answer. `release()` as soon as the answer is complete. */
export class ClientWatch {
  private readonly leaving = new AbortController();
  private readonly ending = new AbortController();
  private readonly source: EventEmitter;
  private readonly untilBegun: NodeJS.Timeout | undefined;
  private readonly untilComplete: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse, { beginMs, totalMs }: ClientPatience = {}) {
    const { socket } = response.req;
    // A response that waits behind another one of its connection has no socket yet, and may never close by itself.
    this.source = response.socket === null ? socket : response;
    this.source.once('close', this.onClose);
    if (response.destroyed || socket.destroyed) this.onClose();
    this.untilBegun = this.after(beginMs);
    this.untilComplete = this.after(totalMs);
  }

  /** Aborted when the client's connection closes. */
  get gone(): AbortSignal {
    return this.leaving.signal;
  }

  /** Aborted when the client goes away, or has waited as long as it said it would: then the reason says so. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** The answer begins: from now on only the limit for the whole of it holds. */
  begun(): void {
    clearTimeout(this.untilBegun);
  }

  release(): void {
    this.begun();
    clearTimeout(this.untilComplete);
    this.source.off('close', this.onClose);
  }

  private after(milliseconds: number | undefined): NodeJS.Timeout | undefined {
    if (milliseconds === undefined) return undefined;
    return setTimeout(
      () => this.ending.abort(new DeadlineExceededError(milliseconds)),
      milliseconds,
    );
  }

  private readonly onClose = (): void => {
    this.leaving.abort();
    this.ending.abort(new CallAbortedError());
  };
}
