import type { Dialect } from '../server/dialect.js';
import { openaiFailure } from './errors.js';

const REQUEST_LIMIT = 10_000;
const TOKEN_LIMIT = 30_000_000;

const OVERLOAD_BODY = {
  error: {
    message: 'The server is currently overloaded with other requests. Please retry later.',
    type: 'server_error',
    param: null,
    code: 'server_overloaded',
  },
};

/** OpenAI's manners, which most other vendors copied. */
export const openaiDialect: Dialect = {
  headers: (exchangeId, sequence) => [
    'x-request-id',
    `req_${exchangeId}`,
    'openai-version',
    '2020-10-01',
    'openai-organization',
    'simulated',
    'openai-processing-ms',
    '1',
    'x-ratelimit-limit-requests',
    String(REQUEST_LIMIT),
    'x-ratelimit-remaining-requests',
    String(REQUEST_LIMIT - (sequence % REQUEST_LIMIT)),
    'x-ratelimit-reset-requests',
    '6ms',
    'x-ratelimit-limit-tokens',
    String(TOKEN_LIMIT),
    'x-ratelimit-remaining-tokens',
    String(TOKEN_LIMIT),
    'x-ratelimit-reset-tokens',
    '0s',
  ],
  failure: openaiFailure,
  overloadBody: () => OVERLOAD_BODY,
  overloadEvent: () => `data: ${JSON.stringify(OVERLOAD_BODY)}\n\n`,
};
