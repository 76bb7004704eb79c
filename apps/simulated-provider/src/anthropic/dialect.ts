import type { Dialect } from '../server/dialect.js';
import { anthropicErrorBody, anthropicFailure } from './errors.js';

const REQUEST_LIMIT = 10_000;

/** Anthropic's manners. */
export const anthropicDialect: Dialect = {
  headers: (exchangeId, sequence) => [
    'request-id',
    `req_${exchangeId}`,
    'anthropic-organization-id',
    '00000000-0000-4000-8000-000000000001',
    'anthropic-ratelimit-requests-limit',
    String(REQUEST_LIMIT),
    'anthropic-ratelimit-requests-remaining',
    String(REQUEST_LIMIT - (sequence % REQUEST_LIMIT)),
  ],
  failure: anthropicFailure,
  overloadBody: (exchangeId) => anthropicErrorBody('overloaded_error', 'Overloaded', exchangeId),
  overloadEvent: (exchangeId) => {
    const body = anthropicErrorBody('overloaded_error', 'Overloaded', exchangeId);
    return `event: error\ndata: ${JSON.stringify(body)}\n\n`;
  },
};
