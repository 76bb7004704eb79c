import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { ReplyPart } from '../contracts/reply-part.js';
import { ReplyFold } from './reply-fold.js';

/** Passes chunks on as they are, and tells the folded reply where it ended as it should. */
export class RecordedChunks implements AsyncIterableIterator<ReplyChunk> {
  private readonly inner: AsyncIterator<ReplyChunk>;
  private fold: ReplyFold | undefined = new ReplyFold();

  constructor(
    chunks: AsyncIterable<ReplyChunk>,
    private readonly onComplete: (parts: readonly ReplyPart[]) => void,
  ) {
    this.inner = chunks[Symbol.asyncIterator]();
  }

  async next(): Promise<IteratorResult<ReplyChunk, undefined>> {
    const result = await this.inner.next();
    if (!result.done) {
      for (const part of result.value.parts) this.fold?.add(part);
      return result;
    }
    const parts = this.fold?.parts();
    this.fold = undefined;
    if (parts !== undefined) this.onComplete(parts);
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<ReplyChunk, undefined>> {
    this.fold = undefined;
    await this.inner.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
