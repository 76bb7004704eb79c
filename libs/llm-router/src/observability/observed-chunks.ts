import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { CallAbortedError } from '../contracts/errors/request-errors.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';

/**
 * Passes chunks on and tells once how the reply ended; its reader learns of the end when that is recorded. An iterator
 * object and not a generator: a generator's `finally` never runs where the reply was never pulled, and then only the
 * signal tells that the caller left.
 */
export class ObservedChunks implements AsyncIterableIterator<ReplyChunk> {
  private readonly inner: AsyncIterator<ReplyChunk>;
  private over = false;
  private failure: LlmRouterError | undefined;
  /** Resolves when the ending is accounted for and its record is safe; left out where it is at once. */
  private recorded: Promise<void> | undefined;

  constructor(
    chunks: AsyncIterable<ReplyChunk>,
    private readonly signal: AbortSignal,
    private readonly onEnd: (failure?: LlmRouterError) => Promise<void> | undefined,
  ) {
    this.inner = chunks[Symbol.asyncIterator]();
    signal.addEventListener('abort', this.onAbort, { once: true });
    if (signal.aborted) this.onAbort();
  }

  async next(): Promise<IteratorResult<ReplyChunk, undefined>> {
    if (this.over) {
      if (this.recorded !== undefined) await this.recorded;
      return this.afterEnd();
    }
    try {
      const result = await this.inner.next();
      if (!result.done) return result;
      this.end(undefined);
    } catch (error) {
      const failure = LlmRouterError.from(error);
      this.end(failure);
      if (this.recorded !== undefined) await this.recorded;
      throw this.failure ?? failure;
    }
    if (this.recorded !== undefined) await this.recorded;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<ReplyChunk, undefined>> {
    if (!this.over) {
      await this.inner.return?.();
      this.end(new CallAbortedError());
    }
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The attempt inside listens to the same signal, maybe since later than this: it accounts for itself first. */
  private readonly onAbort = (): void => {
    this.end(this.signal.reason as LlmRouterError, async (failure) => {
      await Promise.resolve();
      const recorded = this.onEnd(failure);
      this.inner.return?.().catch(() => undefined);
      await recorded;
    });
  };

  private end(failure: LlmRouterError | undefined, tell = this.onEnd): void {
    if (this.over) return;
    this.over = true;
    this.failure = failure;
    this.signal.removeEventListener('abort', this.onAbort);
    this.recorded = tell(failure);
  }

  private afterEnd(): IteratorResult<ReplyChunk, undefined> {
    if (this.failure !== undefined) throw this.failure;
    return { done: true, value: undefined };
  }
}
