import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type PlatformResponse, takeOver } from './raw-response.js';

/** So many characters are not held back any longer. */
const FULL = 16_384;

/** A `text/event-stream` answer, written no faster than the client reads. */
export class EventStream {
  private readonly raw: ServerResponse;
  private gathered = '';

  /** Sends the headers with the first write. `listener` is told what is written, and whether it ended well. */
  constructor(
    response: PlatformResponse,
    headers: OutgoingHttpHeaders,
    private readonly clientGone: AbortSignal,
    private readonly listener?: StreamListener,
  ) {
    this.raw = takeOver(response);
    // A connection that fails is told by `clientGone`.
    this.raw.on('error', () => undefined);
    if (this.raw.destroyed) return;
    this.raw.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      // Compressing or buffering intermediaries would hold events back.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
  }

  /** Resolves when more may be written, or when the client is gone. */
  async write(frames: string): Promise<void> {
    if (frames === '') return;
    this.listener?.wrote(frames);
    if (this.raw.destroyed) return;
    if (this.gathered === '') process.nextTick(() => this.flush());
    this.gathered += frames;
    if (this.gathered.length >= FULL) this.flush();
    if (this.raw.writableNeedDrain) await this.drained();
  }

  /** The answer is complete. */
  end(): void {
    this.listener?.completed();
    this.close();
  }

  /** The answer broke off: a client that is still there gets these last frames. */
  async fail(frames: string): Promise<void> {
    if (!this.clientGone.aborted) await this.write(frames);
    this.close();
  }

  private close(): void {
    this.flush();
    if (!this.raw.destroyed) this.raw.end();
  }

  /** Frames that are here in the same turn leave in one write: a write costs more than a frame. */
  private flush(): void {
    if (this.gathered !== '' && !this.raw.destroyed) this.raw.write(this.gathered);
    this.gathered = '';
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.raw.off('drain', done);
        this.clientGone.removeEventListener('abort', done);
        resolve();
      };
      this.raw.once('drain', done);
      this.clientGone.addEventListener('abort', done);
      if (this.clientGone.aborted) done();
    });
  }
}

export interface StreamListener {
  wrote(frames: string): void;
  completed(): void;
}

/** One event. Line breaks in the payload become lines of one event, which readers join again. */
export function eventFrame(data: string, name?: string): string {
  const lines = data.includes('\n') ? data.replace(/\r?\n/g, '\ndata: ') : data;
  return name === undefined ? `data: ${lines}\n\n` : `event: ${name}\ndata: ${lines}\n\n`;
}
