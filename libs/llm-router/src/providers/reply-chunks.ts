import type { Delivery } from '../contracts/provider-adapter.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { ReplyDecoder } from './reply-decoder.js';
import { type HttpAnswer, headerOf } from './transport/http-answer.js';
import { readDocument } from './transport/read-body.js';
import { ServerSentEvents } from './transport/server-sent-events.js';
import { protocolBroken } from './upstream-failure.js';

const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * The chunks of a successful answer: what its content type says counts, not what was asked for, since some vendors
 * answer a stream request with a document. Throws `protocol_broken` for any other content type.
 */
export function replyChunks(
  answer: HttpAnswer,
  delivery: Delivery,
  decoder: ReplyDecoder,
  provider: string,
): AsyncIterableIterator<ReplyChunk, undefined> {
  const contentType = headerOf(answer.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  if (contentType === undefined || contentType === '') {
    const events = delivery === 'stream' ? new ServerSentEvents(provider) : undefined;
    return new ReplyChunks(answer, events, decoder, provider);
  }
  if (contentType === 'text/event-stream') {
    return new ReplyChunks(answer, new ServerSentEvents(provider), decoder, provider);
  }
  if (/[/+]json$/.test(contentType)) return new ReplyChunks(answer, undefined, decoder, provider);
  void answer.body.return();
  throw protocolBroken(
    provider,
    `it answered with ${contentType.slice(0, 60)} instead of JSON or a stream`,
    answer.status,
  );
}

/** How the events of a stream are told apart. Both throw `protocol_broken` for bytes that are none. */
export interface EventFraming {
  /** The payloads of the events that these bytes complete. */
  feed(bytes: Uint8Array): readonly string[];
  /** What the end of the stream completes. */
  end(): readonly string[];
}

/** An iterator object and no generator: `return()` must close the socket also where nothing was pulled. */
export class ReplyChunks implements AsyncIterableIterator<ReplyChunk, undefined> {
  private ready: ReplyChunk[] = [];
  private position = 0;
  private failure: { readonly reason: unknown } | undefined;
  private over = false;

  constructor(
    private readonly answer: HttpAnswer,
    /** Left out: the answer is a document. */
    private readonly events: EventFraming | undefined,
    private readonly decoder: ReplyDecoder,
    private readonly provider: string,
  ) {}

  async next(): Promise<IteratorResult<ReplyChunk, undefined>> {
    for (;;) {
      const chunk = this.ready[this.position];
      if (chunk !== undefined) {
        this.position++;
        return { done: false, value: chunk };
      }
      if (this.failure !== undefined) {
        const { reason } = this.failure;
        this.failure = undefined;
        throw reason;
      }
      if (this.over) return END;
      await this.fill();
    }
  }

  return(): Promise<IteratorResult<ReplyChunk, undefined>> {
    this.over = true;
    this.ready = [];
    void this.answer.body.return();
    return Promise.resolve(END);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Decodes what one read brings. What came before a failure is delivered before it. */
  private async fill(): Promise<void> {
    this.ready = [];
    this.position = 0;
    try {
      if (this.events === undefined) await this.readDocument();
      else await this.readEvents(this.events);
    } catch (reason) {
      if (this.over) return;
      this.failure = { reason };
      this.over = true;
      void this.answer.body.return();
    }
  }

  private async readDocument(): Promise<void> {
    const text = await readDocument(this.answer.body, this.provider);
    if (this.over) return;
    this.ready.push(this.decoder.document(text));
    this.over = true;
  }

  private async readEvents(events: EventFraming): Promise<void> {
    const { done, value } = await this.answer.body.next();
    if (this.over) return;
    for (const data of done ? events.end() : events.feed(value)) {
      const chunk = this.decoder.event(data);
      if (chunk !== undefined) this.ready.push(chunk);
      if (this.decoder.ended) break;
    }
    if (!done && !this.decoder.ended) return;
    this.decoder.assertFinished();
    this.over = true;
    this.answer.body.discard();
  }
}
