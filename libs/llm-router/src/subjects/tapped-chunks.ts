import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { ContentFold } from './content-fold.js';

/** Passes chunks on as they are, and notes what they say. */
export class TappedChunks implements AsyncIterableIterator<ReplyChunk> {
  private readonly inner: AsyncIterator<ReplyChunk>;

  constructor(
    chunks: AsyncIterable<ReplyChunk>,
    private readonly fold: ContentFold,
  ) {
    this.inner = chunks[Symbol.asyncIterator]();
  }

  async next(): Promise<IteratorResult<ReplyChunk, undefined>> {
    const result = await this.inner.next();
    if (result.done) return { done: true, value: undefined };
    this.fold.add(result.value.parts);
    return result;
  }

  async return(): Promise<IteratorResult<ReplyChunk, undefined>> {
    await this.inner.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
