import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type PlatformResponse, takeOver } from './raw-response.js';

/** So many characters are not held back any longer. */
const FULL = 16_384;

/** A `text/event-stream` answer, written no faster than the client reads. */
export class EventStream {
  private readonly raw: ServerResponse;
  private gathered = '';

  /** Sends the headers with the first write. */
  constructor(
    response: PlatformResponse,
    headers: OutgoingHttpHeaders,
    private readonly clientGone: AbortSignal,
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
    if (frames === '' || this.raw.destroyed) return;
    if (this.gathered === '') process.nextTick(() => this.flush());
    this.gathered += frames;
    if (this.gathered.length >= FULL) this.flush();
    if (this.raw.writableNeedDrain) await this.drained();
  }

  end(): void {
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

/** One event without a name. Line breaks in the payload become lines of one event, which readers join again. */
export function eventFrame(data: string): string {
  const lines = data.includes('\n') ? data.replace(/\r?\n/g, '\ndata: ') : data;
  return `data: ${lines}\n\n`;
}
