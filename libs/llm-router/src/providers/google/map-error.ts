import type { UpstreamError, UpstreamErrorCode } from '../../contracts/errors/upstream-error.js';
import { listOf, objectOf, textOf } from '../json-value.js';
import { clampRetryAfter, retryAfterMs } from '../transport/retry-after.js';
import { codeOfStatus, type FailureContext, upstreamFailure } from '../upstream-failure.js';
import type { FailedAnswer } from '../vendor-http.js';

/** The canonical codes of google.rpc, as the Gemini API's "Troubleshooting" page explains them. */
const STATUSES: ReadonlyMap<string, UpstreamErrorCode> = new Map([
  ['UNAUTHENTICATED', 'auth_refused'],
  ['PERMISSION_DENIED', 'auth_refused'],
  // The project's region or billing does not allow the call.
  ['FAILED_PRECONDITION', 'auth_refused'],
  ['NOT_FOUND', 'model_gone'],
  ['RESOURCE_EXHAUSTED', 'rate_limited'],
  ['UNAVAILABLE', 'overloaded'],
  ['INTERNAL', 'server_error'],
  ['UNKNOWN', 'server_error'],
  ['DEADLINE_EXCEEDED', 'server_error'],
  ['CANCELLED', 'server_error'],
  ['ABORTED', 'server_error'],
]);

const TOO_LONG = /token count.{0,40} exceeds|exceeds the maximum number of tokens|context window/i;
const FILTERED = /blocked by .{0,40}(safety|policy|filter)|Responsible AI/i;
const BAD_KEY = /API key (not valid|expired|not found)/i;
const NO_CREDIT = /credits? (are|is) depleted|billing account|exceeded your (monthly|spend)/i;

/** The error for a failed answer, or for an error inside a 200 answer. */
export function mapError(answer: FailedAnswer, context: FailureContext): UpstreamError {
  const { body, headers } = answer;
  const error = objectOf(objectOf(Array.isArray(body) ? body[0] : body).error);
  const status = answer.status ?? statusIn(error.code);
  const message = textOf(error.message);
  const details = listOf(error.details).map(objectOf);
  const retryAfter = retryAfterMs(headers) ?? retryDelayOf(details);
  return upstreamFailure(
    {
      code: codeOf(textOf(error.status), status, message, details),
      ...(status === undefined ? {} : { status }),
      ...(message === undefined ? {} : { message }),
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
    },
    context,
  );
}

function codeOf(
  word = '',
  status: number | undefined,
  message = '',
  details: readonly Record<string, unknown>[],
): UpstreamErrorCode {
  const reasons = details.map((it) => it.reason);
  if (reasons.some((it) => it === 'API_KEY_INVALID' || it === 'API_KEY_EXPIRED')) {
    return 'auth_refused';
  }
  if (BAD_KEY.test(message)) return 'auth_refused';
  const code = STATUSES.get(word);
  if (code === 'rate_limited') return isSpent(message, details) ? 'quota_exhausted' : code;
  if (code !== undefined) return code;
  if (word === 'INVALID_ARGUMENT' || status === 400) {
    if (TOO_LONG.test(message)) return 'context_overflow';
    return FILTERED.test(message) ? 'content_filtered' : 'bad_request';
  }
  return status === undefined ? 'server_error' : codeOfStatus(status);
}

/** A quota of the day, or money, does not come back within a retry. */
function isSpent(message: string, details: readonly Record<string, unknown>[]): boolean {
  const quotas = details.flatMap((it) => listOf(it.violations)).map((it) => objectOf(it).quotaId);
  return (
    NO_CREDIT.test(message) || quotas.some((it) => typeof it === 'string' && /PerDay/.test(it))
  );
}

/** An error inside a stream names its HTTP status in `code`. */
function statusIn(code: unknown): number | undefined {
  return typeof code === 'number' && code >= 400 && code < 600 ? code : undefined;
}

/** `google.rpc.RetryInfo`: `{"retryDelay": "34.074824224s"}`. */
function retryDelayOf(details: readonly Record<string, unknown>[]): number | undefined {
  const delay = details.map((it) => it.retryDelay).find((it) => typeof it === 'string');
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(delay ?? '')?.[1];
  return seconds === undefined ? undefined : clampRetryAfter(Number(seconds) * 1_000);
}
