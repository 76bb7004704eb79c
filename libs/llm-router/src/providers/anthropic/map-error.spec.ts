import { secretScrubber } from '../secret-scrubber.js';
import { mapError } from './map-error.js';

const context = { provider: 'acme', model: 'm-1', scrub: secretScrubber(['sk-ant-api03-abcdef']) };

function map(status: number | undefined, type?: string, message = 'Oh') {
  return mapError(
    {
      ...(status === undefined ? {} : { status }),
      headers: { 'retry-after': '2' },
      body: type === undefined ? undefined : { type: 'error', error: { type, message } },
    },
    context,
  );
}

/** The types of Anthropic's "Errors" page. */
describe('mapError', () => {
  it.each([
    [400, 'invalid_request_error', 'max_tokens: Field required', 'bad_request'],
    [
      400,
      'invalid_request_error',
      'prompt is too long: 210000 tokens > 200000 maximum',
      'context_overflow',
    ],
    [
      400,
      'invalid_request_error',
      'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000',
      'context_overflow',
    ],
    [
      400,
      'invalid_request_error',
      'Your credit balance is too low to access the Anthropic API.',
      'quota_exhausted',
    ],
    [
      400,
      'invalid_request_error',
      'Output blocked by content filtering policy',
      'content_filtered',
    ],
    [401, 'authentication_error', 'invalid x-api-key', 'auth_refused'],
    [402, 'billing_error', 'pay', 'quota_exhausted'],
    [403, 'permission_error', 'no', 'auth_refused'],
    [404, 'not_found_error', 'model: claude-9', 'model_gone'],
    [413, 'request_too_large', 'big', 'context_overflow'],
    [429, 'rate_limit_error', 'slow', 'rate_limited'],
    [500, 'api_error', 'oh', 'server_error'],
    [504, 'timeout_error', 'oh', 'server_error'],
    [529, 'overloaded_error', 'Overloaded', 'overloaded'],
    [undefined, 'overloaded_error', 'Overloaded', 'overloaded'],
    [undefined, 'made_up_error', 'x', 'server_error'],
    [503, 'made_up_error', 'x', 'overloaded'],
  ])('%s %s (%s) is %s', (status, type, message, code) => {
    expect(map(status, type, message).code).toBe(code);
  });

  it.each([
    [401, 'auth_refused'],
    [429, 'rate_limited'],
    [502, 'server_error'],
    [529, 'overloaded'],
    [400, 'bad_request'],
  ])('maps a page with status %s to %s', (status, code) => {
    expect(map(status).code).toBe(code);
  });

  it('shows the vendor’s words without our key', () => {
    expect(map(400, 'invalid_request_error', 'no sk-ant-api03-abcdef here').message).toBe(
      'Provider acme refused the request: no [key] here',
    );
  });

  it('carries Retry-After', () => {
    expect(map(429, 'rate_limit_error').retryAfterMs).toBe(2_000);
  });
});
