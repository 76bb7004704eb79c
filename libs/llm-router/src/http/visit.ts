import type { OutgoingHttpHeaders } from 'node:http';
import type { CallOptions } from '../contracts/options.js';
import type { SettlingReply } from '../contracts/reply.js';
import type { CallSettled } from '../contracts/router-event.js';
import { formatUsd } from '../foundation/pico-dollars.js';
import { type DecisionRecord, decisionRecord } from '../pipeline/decision-record.js';
import type { ClientWatch } from './client-watch.js';
import { withDecision } from './decision-field.js';
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
    /** Whether the client asked for the decision record. */
    readonly explains = false,
  ) {}

  /** The decision record of a call, where the client asked for it. */
  record(outcome: CallSettled): DecisionRecord | undefined {
    return this.explains ? decisionRecord(outcome) : undefined;
  }

  /** The same of a reply that broke off. */
  async recordOf(reply: SettlingReply): Promise<DecisionRecord | undefined> {
    return this.explains ? this.record(await reply.outcome) : undefined;
  }

  /** Answers with one JSON object. */
  document(reply: AnsweredBy, object: string, outcome: CallSettled): void {
    const { cost } = outcome;
    const headers = {
      ...this.headersOf(reply),
      ...(cost === null ? {} : { 'x-llm-router-cost-usd': formatUsd(cost) }),
    };
    const json = withDecision(object, this.record(outcome));
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
