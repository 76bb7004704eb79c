import { CallAbortedError } from '../contracts/errors/request-errors.js';
import type { ReplyPart } from '../contracts/reply-part.js';
import type { SettlingReply } from '../contracts/reply.js';
import type { Completion } from './completion.js';
import { completionOf } from './completion-of.js';
import { ReplyFold } from './fold-reply.js';

/**
 * A reply part by part. The call starts with the first pull and is cancelled by leaving the loop. It may be iterated
 * once; `completion` then resolves with the whole, or rejects as the loop did.
 */
export class CompletionStream implements AsyncIterable<ReplyPart> {
  /** Resolves when the stream has ended; rejects where it failed or was left early. */
  readonly completion: Promise<Completion>;
  private settle: { resolve: (whole: Completion) => void; reject: (error: unknown) => void };

  constructor(private readonly open: () => Promise<SettlingReply>) {
    this.completion = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    // Who only iterates has seen the error there.
    this.completion.catch(() => undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ReplyPart, void, undefined> {
    const fold = new ReplyFold();
    try {
      const reply = await this.open();
      for await (const { parts } of reply.chunks) {
        fold.add(parts);
        yield* parts;
      }
      this.settle.resolve(completionOf(reply.head, await reply.outcome, fold));
    } catch (error) {
      this.settle.reject(error);
      throw error;
    } finally {
      this.settle.reject(new CallAbortedError());
    }
  }
}
