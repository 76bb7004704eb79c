import { Failure } from '../failure.js';
import type { ModelCall } from '../server/model-call.js';

/** Refuses a request without the header that Anthropic refuses to do without. */
export function requireVersion({ exchange }: ModelCall): void {
  if (exchange.request.headers['anthropic-version'] === undefined) {
    throw new Failure('invalid-request', 'anthropic-version: header is required');
  }
}
