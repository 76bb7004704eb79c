import type { AnswerBody } from './answer-body.js';

/** How a body steers the socket behind it. */
export interface SocketControl {
  pause(): void;
  resume(): void;
  /** Destroys the socket. */
  close(): void;
}

/** Bytes that may wait for a slow reader before the socket is paused. */
const HIGH_WATER_BYTES = 256 * 1024;
/** A finished reply's leftovers are worth this much reading to keep the connection. */
const LEFTOVER_BYTES = 64 * 1024;
const LEFTOVER_MS = 1_000;

const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

interface Waiting {
  resolve(result: IteratorResult<Buffer, undefined>): void;
  reject(reason: Error): void;
}

/**
 * The bytes of an answer, for one reader. Unlike a Node stream it costs one promise per chunk, raises no `error` event
 * when nobody reads, and closes the socket on `return()` even where `next()` was never called.
 */
export class ResponseBody implements AnswerBody {
  private readonly chunks: Buffer[] = [];
  private bufferedBytes = 0;
  private waiting: Waiting | undefined;
  private failure: Error | undefined;
  private ended = false;
  private left = false;
  private leftoverBytes = 0;
  private leftoverTimer: NodeJS.Timeout | undefined;

  constructor(private readonly socket: SocketControl) {}

  push(chunk: Buffer): void {
    if (this.left) {
      this.leftoverBytes += chunk.length;
      if (this.leftoverBytes > LEFTOVER_BYTES) this.socket.close();
    } else if (this.waiting === undefined) {
      this.chunks.push(chunk);
      this.bufferedBytes += chunk.length;
      if (this.bufferedBytes > HIGH_WATER_BYTES) this.socket.pause();
    } else {
      this.settleWaiting()?.resolve({ done: false, value: chunk });
    }
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.leftoverTimer);
    this.settleWaiting()?.resolve(END);
  }

  fail(reason: Error): void {
    this.failure = reason;
    clearTimeout(this.leftoverTimer);
    this.settleWaiting()?.reject(reason);
  }

  next(): Promise<IteratorResult<Buffer, undefined>> {
    if (this.left) return Promise.resolve(END);
    const chunk = this.chunks.shift();
    if (chunk !== undefined) {
      this.bufferedBytes -= chunk.length;
      if (this.chunks.length === 0) this.socket.resume();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (this.failure !== undefined) return Promise.reject(this.failure);
    if (this.ended) return Promise.resolve(END);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  /** Leaves: closes the socket where bytes are still to come. */
  return(): Promise<IteratorResult<Buffer, undefined>> {
    this.leave();
    if (!this.over) this.socket.close();
    return Promise.resolve(END);
  }

  /** Reads on without a reader, so that the connection can serve again; gives up soon. */
  discard(): void {
    this.leave();
    if (this.over) return;
    this.leftoverTimer = setTimeout(() => this.socket.close(), LEFTOVER_MS);
    this.leftoverTimer.unref();
    this.socket.resume();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private get over(): boolean {
    return this.ended || this.failure !== undefined;
  }

  private leave(): void {
    this.left = true;
    this.chunks.length = 0;
    this.settleWaiting()?.resolve(END);
  }

  private settleWaiting(): Waiting | undefined {
    const { waiting } = this;
    this.waiting = undefined;
    return waiting;
  }
}
