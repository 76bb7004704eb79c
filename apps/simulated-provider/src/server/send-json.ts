import type { ModelCall } from './model-call.js';
import { responseHeaders } from './response-headers.js';

type Answerable = Pick<ModelCall, 'dialect' | 'exchange' | 'behaviour'>;

/** Sends a value as JSON, with the behaviour's harm done to it; true when all of it went out unharmed. */
export async function sendJson(call: Answerable, status: number, value: unknown): Promise<boolean> {
  const text = JSON.stringify(value);
  const { brokenJson } = call.behaviour;
  const sent = await sendText(call, status, brokenJson ? half(text) : text, 'application/json');
  return sent && !brokenJson;
}

/** Sends a text of any media type; true when all of it went out. */
export async function sendText(
  call: Answerable,
  status: number,
  text: string,
  contentType: string,
): Promise<boolean> {
  const { exchange, behaviour } = call;
  if (exchange.gone) return false;
  const { response } = exchange;
  response.writeHead(status, responseHeaders(call, contentType, Buffer.byteLength(text)));
  if (behaviour.firstByteMs) {
    response.flushHeaders();
    if (!(await exchange.wait(behaviour.firstByteMs))) return false;
  }
  if (behaviour.cutAfterParts !== undefined) {
    exchange.cut(half(text));
    return false;
  }
  if (behaviour.stallAfterParts !== undefined) {
    response.write(half(text));
    return false;
  }
  response.end(text);
  return true;
}

function half(text: string): string {
  return text.slice(0, Math.floor(text.length / 2));
}
