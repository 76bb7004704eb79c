import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { ReplyPart } from '../contracts/reply-part.js';
import { addUsage, type TokenUsage } from '../contracts/token-usage.js';
import type { Attempt } from './attempt.js';

/**
 * A stream of plain text that goes on at another target where it breaks off: one beginning, one end, and the usage of
 * all that took part. A reply in which anything but text has come breaks off as ever. Chunks carry no wire text: what
 * two targets wrote does not fit together.
 */
export class ContinuedChunks implements AsyncIterableIterator<ReplyChunk> {
  private text = '';
  private plain = true;
  private before: TokenUsage | undefined;

  constructor(
    private current: Attempt,
    private readonly resume: (text: string) => Promise<Attempt>,
  ) {}

  async next(): Promise<IteratorResult<ReplyChunk, undefined>> {
    for (;;) {
      try {
        const pulled = await this.current.next();
        return pulled.done ? pulled : { done: false, value: this.passOn(pulled.value) };
      } catch (error) {
        await this.goOn(LlmRouterError.from(error));
      }
    }
  }

  return(): Promise<IteratorResult<ReplyChunk, undefined>> {
    return this.current.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private passOn({ parts }: ReplyChunk): ReplyChunk {
    return { parts: parts.flatMap((part) => this.seen(part)) };
  }

  private seen(part: ReplyPart): readonly ReplyPart[] {
    switch (part.type) {
      case 'text':
        this.text += part.text;
        return [part];
      case 'metadata':
        return this.before === undefined ? [part] : [];
      case 'usage':
        return this.before === undefined
          ? [part]
          : [{ type: 'usage', usage: addUsage(this.before, part.usage) }];
      default:
        this.plain = false;
        return [part];
    }
  }

  /** Throws the interruption where nobody goes on. */
  private async goOn(interruption: LlmRouterError): Promise<void> {
    if (!this.plain || this.text === '' || interruption.code !== 'stream_interrupted') {
      throw interruption;
    }
    const brokenOff = this.current;
    try {
      this.current = await this.resume(this.text);
    } catch {
      throw interruption;
    }
    const usage = await brokenOff.usage();
    this.before = this.before === undefined ? usage : addUsage(this.before, usage);
  }
}
