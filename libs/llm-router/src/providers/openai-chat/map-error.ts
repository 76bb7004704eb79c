import type { UpstreamError, UpstreamErrorCode } from '../../contracts/errors/upstream-error.js';
import { isObject, listOf, objectOf, textOf } from '../json-value.js';
import { clampRetryAfter, retryAfterMs } from '../transport/retry-after.js';
import { codeOfStatus, type FailureContext, upstreamFailure } from '../upstream-failure.js';
import type { FailedAnswer } from '../vendor-http.js';

/** What vendors write into `code`, `type`, Google's `status` and its details' `reason`; the first that fits decides. */
const WORDS: readonly (readonly [RegExp, UpstreamErrorCode])[] = [
  [/^(invalid_api_key|authentication_error|unauthenticated|api_key_invalid)$/i, 'auth_refused'],
  [
    /^(insufficient_quota|insufficient_balance|billing_hard_limit_reached|billing_not_active|billing_error|exceeded_current_quota_error)$/i,
    'quota_exhausted',
  ],
  [/^(model_not_found|model_not_available|model_decommissioned)$/i, 'model_gone'],
  [/^(context_length_exceeded|context_window_exceeded)$/i, 'context_overflow'],
  [
    /^(content_filter|content_policy_violation|moderation_blocked|responsibleaipolicyviolation)$/i,
    'content_filtered',
  ],
  [/^(rate_limit_exceeded|rate_limit_error|resource_exhausted)$/i, 'rate_limited'],
  [/^(overloaded_error|engine_overloaded_error|server_overloaded|unavailable)$/i, 'overloaded'],
];

/** For vendors that leave the reason to prose. */
const PROSE: readonly (readonly [RegExp, UpstreamErrorCode])[] = [
  [/\bAPI key (is )?(not valid|invalid|expired|missing)\b/i, 'auth_refused'],
  [/maximum context length|context window|context length|prompt is too long/i, 'context_overflow'],
];

/** The error for a failed answer, or for an error inside a 200 answer; see OpenAI's "Error codes" guide. */
export function mapError(answer: FailedAnswer, context: FailureContext): UpstreamError {
  const error = errorOf(answer.body);
  const status = answer.status ?? statusIn(error.code);
  const message = textOf(error.message) ?? textOf(error.detail);
  const param = textOf(error.param);
  const retryAfter = retryAfterMs(answer.headers) ?? retryDelayOf(error.details);
  return upstreamFailure(
    {
      code: codeOf(error, status, message),
      ...(status === undefined ? {} : { status }),
      ...(message === undefined ? {} : { message }),
      ...(param === undefined ? {} : { param }),
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
    },
    context,
  );
}

function codeOf(
  error: Record<string, unknown>,
  status: number | undefined,
  message = '',
): UpstreamErrorCode {
  if (status === 401) return 'auth_refused';
  const words = [
    error.code,
    error.type,
    error.status,
    objectOf(error.innererror).code,
    ...listOf(error.details).map((it) => objectOf(it).reason),
  ].filter((it) => typeof it === 'string');
  for (const [pattern, code] of WORDS) {
    if (words.some((it) => pattern.test(it))) return code;
  }
  // OpenRouter answers 403 to a prompt that its moderation flagged.
  if (status === 403 && Array.isArray(objectOf(error.metadata).reasons)) return 'content_filtered';
  const prose =
    status === undefined || (status >= 400 && status < 500 && status !== 429)
      ? PROSE.find(([pattern]) => pattern.test(message))
      : undefined;
  if (prose !== undefined) return prose[1];
  if (status !== undefined) return codeOfStatus(status);
  return words.includes('invalid_request_error') ? 'bad_request' : 'server_error';
}

/** `{error: {…}}`, Google's `[{error: {…}}]`, Ollama's `{error: "…"}`, Mistral's and vLLM's bare `{message: …}`. */
function errorOf(body: unknown): Record<string, unknown> {
  const root = objectOf(Array.isArray(body) ? body[0] : body);
  if (isObject(root.error)) return root.error;
  return textOf(root.error) === undefined ? root : { message: root.error };
}

/** OpenRouter puts the status into `code`, also where the answer itself says 200. */
function statusIn(code: unknown): number | undefined {
  return typeof code === 'number' && code >= 400 && code < 600 ? code : undefined;
}

/** Google's `RetryInfo`: `{"retryDelay": "34s"}`. */
function retryDelayOf(details: unknown): number | undefined {
  const delay = listOf(details)
    .map((it) => objectOf(it).retryDelay)
    .find((it) => typeof it === 'string');
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(delay ?? '')?.[1];
  return seconds === undefined ? undefined : clampRetryAfter(Number(seconds) * 1_000);
}
