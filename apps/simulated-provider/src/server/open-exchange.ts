import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJsonObject, stringOf } from '../json-object.js';
import { Exchange } from './exchange.js';
import type { ProviderState } from './provider-state.js';
import type { ReceivedRequest, ReceivedRequestRecord } from './received-requests.js';

export interface OpenExchange {
  readonly exchange: Exchange;
  readonly received: ReceivedRequest;
}

/** Notes a request down, and keeps the note true to how it ends. */
export function openExchange(
  state: ProviderState,
  request: IncomingMessage,
  response: ServerResponse,
  known: Pick<ReceivedRequest, 'path' | 'body' | 'startedAt'>,
): OpenExchange {
  const received: ReceivedRequestRecord = {
    method: request.method ?? 'GET',
    path: known.path,
    headers: request.headers,
    body: known.body,
    model: isJsonObject(known.body) ? stringOf(known.body['model']) : undefined,
    startedAt: known.startedAt,
    ended: undefined,
  };
  state.received.add(received);
  const exchange = new Exchange(request, response, state.nextSequence(), (clientHungUp) => {
    if (clientHungUp && state.closing) return;
    received.ended = clientHungUp ? 'aborted' : 'finished';
  });
  return { exchange, received };
}
