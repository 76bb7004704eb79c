import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request and its response, with waits that end when the client goes. */
export class Exchange {
  readonly id: string;
  #gone = false;
  #endedHere = false;
  #wake: (() => void) | undefined;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    readonly sequence: number,
    onClose: (clientHungUp: boolean) => void,
  ) {
    this.id = sequence.toString(36).padStart(12, '0');
    response.on('close', () => {
      this.#gone = true;
      this.#wake?.();
      onClose(!response.writableFinished && !this.#endedHere);
    });
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** True after the time; false as soon as the client is gone, its timer cleared. */
  wait(milliseconds: number): Promise<boolean> {
    if (this.#gone) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(resolve, true), milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        this.#settle(resolve, false);
      };
    });
  }

  /** Writes, and waits while the client reads slower than that; false when it is gone. */
  write(text: string): Promise<boolean> {
    if (this.#gone) return Promise.resolve(false);
    if (text === '' || this.response.write(text)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const drained = () => this.#settle(resolve, true);
      this.response.once('drain', drained);
      this.#wake = () => {
        this.response.off('drain', drained);
        this.#settle(resolve, false);
      };
    });
  }

  /** Destroys the socket once `text` is on its way. */
  cut(text = ''): void {
    this.#endedHere = true;
    const destroy = () => this.request.socket.destroy();
    if (text === '') setImmediate(destroy);
    else this.response.write(text, destroy);
  }

  #settle(resolve: (stillThere: boolean) => void, stillThere: boolean): void {
    this.#wake = undefined;
    resolve(stillThere);
  }
}
