import type { FailureKind } from '../failure.js';
import type { FailureAnswer, FailureDetails } from '../server/dialect.js';

interface OpenaiError {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
  readonly parameter?: string;
}

const CONTEXT_OVERFLOW =
  "This model's maximum context length is 128000 tokens. However, your messages resulted in 130001 tokens. " +
  'Please reduce the length of the messages.';

const REFUSED_PROMPT =
  "The response was filtered due to the prompt triggering the provider's content management policy. " +
  'Please modify your prompt and retry.';

const error = (
  status: number,
  type: string,
  code: string | null,
  message: string,
  parameter?: string,
): OpenaiError => ({ status, type, code, message, ...(parameter && { parameter }) });

const invalid = 'invalid_request_error';

const ERRORS: Readonly<Record<FailureKind, OpenaiError>> = {
  'invalid-request': error(400, invalid, null, 'The request is invalid.'),
  authentication: error(401, invalid, 'invalid_api_key', 'Incorrect API key provided.'),
  permission: error(403, invalid, 'insufficient_permissions', 'You have no access to this.'),
  'not-found': error(404, invalid, 'unknown_url', 'Unknown request URL.'),
  'model-not-found': error(404, invalid, 'model_not_found', 'The model does not exist.', 'model'),
  'too-large': error(413, invalid, 'request_too_large', 'The request is too large.'),
  'rate-limit': error(429, 'requests', 'rate_limit_exceeded', 'Rate limit reached for requests.'),
  quota: error(
    429,
    'insufficient_quota',
    'insufficient_quota',
    'You exceeded your current quota, please check your plan and billing details.',
  ),
  'context-overflow': error(400, invalid, 'context_length_exceeded', CONTEXT_OVERFLOW, 'messages'),
  'content-filter': error(400, invalid, 'content_filter', REFUSED_PROMPT, 'prompt'),
  server: error(500, 'server_error', null, 'The server had an error processing your request.'),
  overloaded: error(503, 'server_error', 'server_overloaded', 'The engine is overloaded.'),
  timeout: error(504, 'server_error', 'timeout', 'The request timed out.'),
};

/** OpenAI's status and error body. */
export function openaiFailure(details: FailureDetails): FailureAnswer {
  const known = ERRORS[details.kind];
  const unnamed =
    details.kind === 'model-not-found' && details.model !== undefined
      ? `The model \`${details.model}\` does not exist or you do not have access to it.`
      : known.message;
  return {
    status: details.status ?? known.status,
    body: {
      error: {
        message: details.message || unnamed,
        type: known.type,
        param: details.parameter ?? known.parameter ?? null,
        code: known.code,
      },
    },
  };
}
