import type { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Watches whether the client waits for its answer. `release()` as soon as the answer is complete. */
export class ClientWatch {
  private readonly controller = new AbortController();
  private readonly source: EventEmitter;

  constructor(response: ServerResponse) {
    const { socket } = response.req;
    // A response that waits behind another one of its connection has no socket yet, and may never close by itself.
    this.source = response.socket === null ? socket : response;
    this.source.once('close', this.onClose);
    if (response.destroyed || socket.destroyed) this.onClose();
  }

  /** Aborted when the client goes away. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  release(): void {
    this.source.off('close', this.onClose);
  }

  private readonly onClose = (): void => {
    this.controller.abort();
  };
}
