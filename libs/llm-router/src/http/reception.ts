import { Injectable } from '@nestjs/common';
import { holderOf } from '../contracts/subject.js';
import { callOptionsOf, type PlatformRequest } from './call-options.js';
import { readPatience } from './client-patience.js';
import { ClientWatch } from './client-watch.js';
import { endUserOf } from './end-user-of.js';
import { EventStream } from './event-stream.js';
import { asksToExplain } from './explain-header.js';
import { explainFailure } from './explained-failure.js';
import type { AnswerRecorder } from './idempotency/answer-recorder.js';
import { IDEMPOTENCY_HEADER, IdempotentAnswers } from './idempotency/idempotent-answers.js';
import type { RecordedAnswer } from './idempotency/recorded-answer.js';
import { type PlatformResponse, rawResponseOf, sendJson } from './raw-response.js';
import type { RateLimitNames } from './rate-limit-headers.js';
import { Visit } from './visit.js';

export interface Visitor {
  /** How the call came in, for the ledger, e.g. `http:chat-completions`. */
  readonly door: string;
  readonly request: PlatformRequest;
  readonly response: PlatformResponse;
  readonly body: unknown;
  /** Default: OpenAI's. */
  readonly rateLimits?: RateLimitNames;
}

/** What all doors share: who asks and how long they wait, and that a repeated request is made once. */
@Injectable()
export class Reception {
  constructor(private readonly answers: IdempotentAnswers) {}

  async receive(visitor: Visitor, serve: (visit: Visit) => Promise<void>): Promise<void> {
    const { door, request, response, body, rateLimits } = visitor;
    const patience = readPatience(request.headers);
    const client = new ClientWatch(rawResponseOf(response), patience);
    let explains = false;
    try {
      explains = asksToExplain(request.headers);
      const options = callOptionsOf(request, door, client.signal, patience.totalMs);
      const work = (recorder?: AnswerRecorder): Promise<void> =>
        serve(new Visit(options, response, client, recorder, rateLimits, explains));
      const key = request.headers[IDEMPOTENCY_HEADER];
      if (key === undefined) return await work();
      const { tenant, keyId } = options.caller ?? {};
      const scope = [door, tenant, keyId];
      const { signal } = client;
      const subject = holderOf(options.caller ?? {}, endUserOf(body));
      const asked = { key: String(key), scope, body, signal, subject };
      const before = await this.answers.once(asked, work);
      if (before !== undefined) await replay(before, response, client.gone);
    } catch (failure) {
      if (explains) explainFailure(failure);
      throw failure;
    } finally {
      client.release();
    }
  }
}

async function replay(
  { form, headers, text }: RecordedAnswer,
  response: PlatformResponse,
  clientGone: AbortSignal,
): Promise<void> {
  const marked = { ...headers, 'idempotent-replayed': 'true' };
  if (form === 'document') {
    sendJson(response, 200, marked, text);
    return;
  }
  const stream = new EventStream(response, marked, clientGone);
  await stream.write(text);
  stream.end();
}
