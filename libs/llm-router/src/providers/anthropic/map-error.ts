import type { UpstreamError, UpstreamErrorCode } from '../../contracts/errors/upstream-error.js';
import { objectOf, textOf } from '../json-value.js';
import { retryAfterMs } from '../transport/retry-after.js';
import { codeOfStatus, type FailureContext, upstreamFailure } from '../upstream-failure.js';
import type { FailedAnswer } from '../vendor-http.js';

/** The error types of Anthropic's "Errors" page. */
const TYPES: ReadonlyMap<string, UpstreamErrorCode> = new Map([
  ['authentication_error', 'auth_refused'],
  ['permission_error', 'auth_refused'],
  ['billing_error', 'quota_exhausted'],
  ['not_found_error', 'model_gone'],
  ['request_too_large', 'context_overflow'],
  ['rate_limit_error', 'rate_limited'],
  ['overloaded_error', 'overloaded'],
  ['api_error', 'server_error'],
  ['timeout_error', 'server_error'],
  ['conflict_error', 'server_error'],
]);

/** What hides behind `invalid_request_error`. */
const PROSE: readonly (readonly [RegExp, UpstreamErrorCode])[] = [
  [/prompt is too long|exceed.{0,40}context (window|limit|length)/i, 'context_overflow'],
  [/credit balance is too low/i, 'quota_exhausted'],
  [/content filtering policy/i, 'content_filtered'],
];

/** The error for a failed answer, or for an `error` event inside a 200 stream. */
export function mapError(answer: FailedAnswer, context: FailureContext): UpstreamError {
  const { status } = answer;
  const error = objectOf(objectOf(answer.body).error);
  const message = textOf(error.message);
  const retryAfter = retryAfterMs(answer.headers);
  return upstreamFailure(
    {
      code: codeOf(textOf(error.type), status, message),
      ...(status === undefined ? {} : { status }),
      ...(message === undefined ? {} : { message }),
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
    },
    context,
  );
}

function codeOf(type = '', status: number | undefined, message = ''): UpstreamErrorCode {
  const byType = TYPES.get(type);
  if (byType !== undefined) return byType;
  if (type === 'invalid_request_error' || status === 400) {
    return PROSE.find(([pattern]) => pattern.test(message))?.[1] ?? 'bad_request';
  }
  return status === undefined ? 'server_error' : codeOfStatus(status);
}
