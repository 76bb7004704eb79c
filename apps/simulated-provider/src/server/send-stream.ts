import type { Behaviour } from '../behaviour/behaviour.js';
import type { ModelCall } from './model-call.js';
import { responseHeaders } from './response-headers.js';
import type { StreamFrame } from './stream-frame.js';

/** Written at once when nothing slows the stream down: one packet costs less than a hundred. */
const BATCH_CHARACTERS = 16 * 1024;

/** Sends events as the behaviour wants them; true when the stream reached its end. */
export async function sendStream(call: ModelCall, frames: Iterable<StreamFrame>): Promise<boolean> {
  const { exchange, behaviour } = call;
  if (exchange.gone) return false;
  exchange.response.writeHead(200, streamHeaders(call));
  if (behaviour.firstByteMs) {
    exchange.response.flushHeaders();
    if (!(await exchange.wait(behaviour.firstByteMs))) return false;
  }
  const { dripMs = 0, cutAfterParts, stallAfterParts, brokenJson } = behaviour;
  const overloadAfterParts = overloadPoint(behaviour);
  let parts = 0;
  let batch = '';
  for (const frame of frames) {
    const reached = (limit: number | undefined) =>
      limit !== undefined && frame.kind !== 'frame' && (parts >= limit || frame.kind === 'closing');
    if (reached(cutAfterParts)) {
      exchange.cut(batch);
      return false;
    }
    if (reached(stallAfterParts)) {
      if (batch === '') exchange.response.flushHeaders();
      else await exchange.write(batch);
      return false;
    }
    if (reached(overloadAfterParts)) {
      exchange.response.end(batch + call.dialect.overloadEvent(exchange.id));
      return false;
    }
    if (frame.kind === 'part') {
      if (dripMs && parts > 0 && !(await exchange.wait(dripMs))) return false;
      parts += 1;
    }
    batch += brokenJson && parts === 1 && frame.kind === 'part' ? broken(frame.text) : frame.text;
    if (dripMs || batch.length >= BATCH_CHARACTERS) {
      if (!(await exchange.write(batch))) return false;
      batch = '';
    }
  }
  exchange.response.end(batch);
  return !exchange.gone;
}

function streamHeaders(call: ModelCall): string[] {
  const headers = responseHeaders(call, 'text/event-stream; charset=utf-8');
  headers.push('cache-control', 'no-cache');
  return headers;
}

function overloadPoint({ overloadInStream }: Behaviour): number | undefined {
  if (overloadInStream === true) return 1;
  return overloadInStream === false ? undefined : overloadInStream;
}

function broken(event: string): string {
  return `${event.slice(0, -Math.ceil(event.length / 3))}\n\n`;
}
