import type { LlmRouterError } from '../../contracts/errors/llm-router-error.js';
import type { ErrorDialect } from '../error-dialect.js';
import { saysInvalidJson } from '../invalid-json.js';

/** The types of errors, by status: Anthropic's API reference, "Errors". */
const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

const OVERLOADED = 529;

/** Anthropic's body of an error. */
export interface AnthropicError {
  readonly type: 'error';
  readonly error: { readonly type: string; readonly message: string };
  /** Null where the call had not begun. */
  readonly request_id: string | null;
}

/** An error of the router's in Anthropic's words. */
export function encodeError(error: LlmRouterError): AnthropicError {
  return body(statusOf(error), error.message, error.callId);
}

/** Anthropic's errors. */
export const anthropicErrors: ErrorDialect = {
  routerError: (error) => ({ status: statusOf(error), body: encodeError(error) }),
  httpException: (exception) => ({
    status: exception.getStatus(),
    body: body(exception.getStatus(), exception.message),
  }),
  httpError: (status, message, cause) => ({
    status,
    body: body(
      status,
      saysInvalidJson(status, cause) ? `The request body is not valid JSON: ${message}` : message,
    ),
  }),
};

/** "Overloaded" has a status of its own at Anthropic, also for us where waiting is what helps. */
function statusOf({ code, httpStatus, cause, retryAfterMs }: LlmRouterError): number {
  const last = (cause as LlmRouterError | undefined)?.code;
  const overloaded =
    code === 'overloaded' ||
    (code === 'attempts_exhausted' && last === 'overloaded') ||
    (code === 'no_candidate' && retryAfterMs !== undefined);
  return overloaded ? OVERLOADED : httpStatus;
}

function body(status: number, message: string, requestId?: string): AnthropicError {
  const type = TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  return { type: 'error', error: { type, message }, request_id: requestId ?? null };
}
