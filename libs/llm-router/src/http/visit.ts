import type { OutgoingHttpHeaders } from 'node:http';
import type { CallOptions } from '../contracts/options.js';
import type { PicoDollars } from '../contracts/model-price.js';
import { formatUsd } from '../foundation/pico-dollars.js';
import type { ClientWatch } from './client-watch.js';
import { EventStream } from './event-stream.js';
import type { AnswerRecorder } from './idempotency/answer-recorder.js';
import { type PlatformResponse, sendJson } from './raw-response.js';
import type { RateLimitNames } from './rate-limit-headers.js';
import { type AnsweredBy, replyHeaders } from './reply-headers.js';

/** One request at a door: what it says about its call, and how it is answered. */
export class Visit {
  private readonly began = performance.now();

  constructor(
    readonly options: CallOptions,
    private readonly response: PlatformResponse,
    private readonly client: ClientWatch,
    private readonly recorder: AnswerRecorder | undefined,
    private readonly rateLimits: RateLimitNames = 'openai',
  ) {}

  /** Answers with one JSON document; `cost` is what the call cost, where that is known. */
  document(reply: AnsweredBy, json: string, cost: PicoDollars | null): void {
    const headers = {
      ...this.headersOf(reply),
      ...(cost === null ? {} : { 'x-llm-router-cost-usd': formatUsd(cost) }),
    };
    this.recorder?.document(headers, json);
    sendJson(this.response, 200, headers, json);
  }

  /** Begins to answer with events. */
  stream(reply: AnsweredBy): EventStream {
    this.client.begun();
    const headers = this.headersOf(reply);
    return new EventStream(
      this.response,
      headers,
      this.client.gone,
      this.recorder?.stream(headers),
    );
  }

  private headersOf(reply: AnsweredBy): OutgoingHttpHeaders {
    return {
      ...replyHeaders(reply, this.rateLimits),
      'openai-processing-ms': Math.round(performance.now() - this.began),
    };
  }
}
