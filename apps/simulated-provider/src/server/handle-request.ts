import type { IncomingMessage, ServerResponse } from 'node:http';
import { anthropicDialect } from '../anthropic/dialect.js';
import { answerControl } from '../control/control-routes.js';
import { Failure } from '../failure.js';
import { openaiDialect } from '../openai/dialect.js';
import { answerCall } from './answer-call.js';
import { isAuthorised } from './authorisation.js';
import { chooseAnswer } from './choose-answer.js';
import { openExchange } from './open-exchange.js';
import type { ProviderState } from './provider-state.js';
import { readBody } from './read-body.js';
import { parseJson, pathOf } from './request-text.js';
import { VENDOR_ROUTES } from './vendor-routes.js';

/** Takes one request from its first byte to whoever answers it. */
export function handleRequest(
  state: ProviderState,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const startedAt = Date.now();
  readBody(request, (text) => {
    const path = pathOf(request.url ?? '/');
    const target = `${request.method} ${path}`;
    if (path.startsWith('/control/')) {
      return answerControl(state, target, text ?? '', response);
    }
    const known = { path, body: parseJson(text), startedAt };
    const { exchange, received } = openExchange(state, request, response, known);
    const route = VENDOR_ROUTES.get(target);
    const isAnthropic = 'anthropic-version' in request.headers;
    const dialect = route?.dialect ?? (isAnthropic ? anthropicDialect : openaiDialect);
    const { answer, ...chosen } =
      text === undefined
        ? refuse('too-large')
        : isAuthorised(state.apiKey, request.headers)
          ? chooseAnswer(state, received, route)
          : refuse('authentication');
    void answerCall(state, { ...BARE_CALL, ...chosen, exchange, dialect }, answer);
  });
}

const BARE_CALL = { behaviour: {}, model: '', body: {}, usageReported: () => undefined };

function refuse(kind: 'too-large' | 'authentication'): ReturnType<typeof chooseAnswer> {
  return { answer: () => Promise.reject(new Failure(kind)) };
}
