import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import { objectOf } from '../json-value.js';
import { protocolBroken } from '../upstream-failure.js';
import type { StreamPartDecoder } from './decode-stream-part.js';
import type { PartReader } from './language-model.js';
import { warningTexts } from './warning-text.js';

const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** The stream of a model as chunks, one for each part that says something. */
export class StreamChunks implements AsyncIterableIterator<ReplyChunk, undefined> {
  private first: { readonly value: unknown } | undefined;
  private over = false;

  constructor(
    private readonly reader: PartReader,
    private readonly decoder: StreamPartDecoder,
    private readonly provider: string,
    private readonly mapError: (error: unknown) => Error,
  ) {}

  /** The warnings that a stream begins with; to be asked before the first pull. */
  async warnings(): Promise<string[]> {
    const { done, value } = await this.read();
    const part = objectOf(value);
    if (!done && part.type === 'stream-start') return warningTexts(part.warnings);
    if (!done) this.first = { value };
    return [];
  }

  async next(): Promise<IteratorResult<ReplyChunk, undefined>> {
    while (!this.over) {
      const { done, value } = this.first ? { done: false, ...this.first } : await this.read();
      this.first = undefined;
      if (done) return this.end();
      const parts = this.decode(value);
      if (parts.length > 0) return { done: false, value: { parts } };
    }
    return END;
  }

  return(): Promise<IteratorResult<ReplyChunk, undefined>> {
    this.leave();
    return Promise.resolve(END);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async read(): Promise<{ readonly done: boolean; readonly value?: unknown }> {
    try {
      return await this.reader.read();
    } catch (error) {
      this.over = true;
      throw this.mapError(error);
    }
  }

  private decode(value: unknown) {
    try {
      return this.decoder.decode(value);
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  private end(): IteratorReturnResult<undefined> {
    this.over = true;
    if (this.decoder.finished) return END;
    throw protocolBroken(this.provider, 'its stream ended before it was finished');
  }

  private leave(): void {
    if (this.over) return;
    this.over = true;
    this.reader.cancel().catch(() => undefined);
  }
}
