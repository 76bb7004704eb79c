import type { FailureKind } from '../failure.js';
import type { FailureAnswer, FailureDetails } from '../server/dialect.js';

type AnthropicError = readonly [status: number, type: string, message: string];

const invalid = 'invalid_request_error';

const ERRORS: Readonly<Record<FailureKind, AnthropicError>> = {
  'invalid-request': [400, invalid, 'The request is invalid.'],
  authentication: [401, 'authentication_error', 'invalid x-api-key'],
  permission: [403, 'permission_error', 'Your API key has no access to this.'],
  'not-found': [404, 'not_found_error', 'Not found'],
  'model-not-found': [404, 'not_found_error', 'model not found'],
  'too-large': [413, 'request_too_large', 'Request exceeds the maximum size'],
  'rate-limit': [
    429,
    'rate_limit_error',
    'Number of requests has exceeded your per-minute rate limit.',
  ],
  quota: [
    400,
    invalid,
    'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or ' +
      'purchase credits.',
  ],
  'context-overflow': [400, invalid, 'prompt is too long: 200001 tokens > 200000 maximum'],
  'content-filter': [400, invalid, 'Output blocked by content filtering policy'],
  server: [500, 'api_error', 'Internal server error'],
  overloaded: [529, 'overloaded_error', 'Overloaded'],
  timeout: [504, 'timeout_error', 'Request timed out.'],
};

/** Anthropic's status and error body. Its quota failure is a 400, where OpenAI's is a 429. */
export function anthropicFailure(details: FailureDetails): FailureAnswer {
  const [status, type, known] = ERRORS[details.kind];
  const unnamed =
    details.kind === 'model-not-found' && details.model !== undefined
      ? `model: ${details.model}`
      : known;
  return {
    status: details.status ?? status,
    body: anthropicErrorBody(type, details.message || unnamed, details.exchangeId),
  };
}

export function anthropicErrorBody(type: string, message: string, exchangeId: string): unknown {
  return { type: 'error', error: { type, message }, request_id: `req_${exchangeId}` };
}
