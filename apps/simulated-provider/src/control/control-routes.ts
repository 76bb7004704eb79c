import type { ServerResponse } from 'node:http';
import { InvalidBehaviour, checkBehaviour } from '../behaviour/check-behaviour.js';
import type { ProviderState } from '../server/provider-state.js';

type ControlRoute = (state: ProviderState, body: string) => unknown;

const ROUTES: ReadonlyMap<string, ControlRoute> = new Map<string, ControlRoute>([
  [
    'POST /control/behaviour',
    (state, body) => {
      const rule = checkBehaviour(parse(body));
      state.rules.add(rule);
      return { accepted: rule };
    },
  ],
  [
    'DELETE /control/behaviour',
    (state) => {
      state.rules.reset();
      return { reset: true };
    },
  ],
  ['GET /control/requests', (state) => ({ requests: state.received.all })],
  ['GET /control/stats', (state) => ({ models: state.stats.snapshot() })],
  [
    'DELETE /control/stats',
    (state) => {
      state.stats.clear();
      return { reset: true };
    },
  ],
]);

/** Answers a request for `/control/…`: tests' own way in, in no vendor's form and never behind a key. */
export function answerControl(
  state: ProviderState,
  route: string,
  body: string,
  response: ServerResponse,
): void {
  const answer = ROUTES.get(route);
  if (!answer) {
    return send(response, 404, {
      error: `No such route. Routes: ${[...ROUTES.keys()].join(', ')}`,
    });
  }
  try {
    send(response, 200, answer(state, body));
  } catch (error) {
    if (!(error instanceof InvalidBehaviour)) throw error;
    send(response, 400, { error: error.message });
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new InvalidBehaviour('The body is not JSON.');
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
