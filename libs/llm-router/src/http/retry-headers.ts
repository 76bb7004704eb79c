import type { OutgoingHttpHeaders } from 'node:http';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';

/** Failures that only stand where the router has tried again by itself, as often as it may. */
const TRIED_ENOUGH = new Set(['attempts_exhausted', 'rate_limited']);

/** When to come back, and whether a client that retries on its own would waste its time. */
export function retryHeaders({ code, retryAfterMs }: LlmRouterError): OutgoingHttpHeaders {
  return {
    ...(retryAfterMs === undefined
      ? {}
      : {
          'retry-after': String(Math.ceil(retryAfterMs / 1_000)),
          'retry-after-ms': String(Math.ceil(retryAfterMs)),
        }),
    ...(retryAfterMs === undefined || TRIED_ENOUGH.has(code) ? { 'x-should-retry': 'false' } : {}),
  };
}
