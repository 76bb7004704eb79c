import type { FailureCase, WireFailure } from './adapter-wire.fixture.js';

const failure = (status: number, code: string, type = 'invalid_request_error'): WireFailure => ({
  status,
  body: { error: { message: 'Oh.', type, param: null, code } },
});

/** OpenAI's "Error codes" guide; both of its APIs fail alike. */
export const OPENAI_FAILURES: Readonly<Record<FailureCase, WireFailure>> = {
  context_overflow: failure(400, 'context_length_exceeded'),
  content_filtered: failure(400, 'content_policy_violation'),
  rate_limited: failure(429, 'rate_limit_exceeded', 'tokens'),
  overloaded: failure(503, 'server_overloaded', 'server_error'),
  auth_refused: failure(401, 'invalid_api_key'),
  quota_exhausted: failure(429, 'insufficient_quota', 'insufficient_quota'),
  model_gone: failure(404, 'model_not_found'),
  bad_request: failure(400, 'unsupported_value'),
  server_error: failure(500, 'server_error', 'server_error'),
};
