import type { AttemptRecord } from '../attempt.js';
import type { Rejection } from '../rejection.js';
import { LlmRouterError } from './llm-router-error.js';

/** Filters that reject who must not be asked so often: where nothing else stands in the way, waiting is all it takes. */
const RATE_FILTERS = new Set(['retry-after', 'headroom']);

/**
 * Candidates exist, but each was rejected; the message says why, one by one. Where it is only that all of them limit the
 * rate, the code is `rate_limited`.
 */
export class NoCandidateError extends LlmRouterError {
  constructor(
    model: string,
    readonly rejections: readonly Rejection[],
    retryAfterMs?: number,
  ) {
    const limited = rejections.length > 0 && rejections.every((it) => RATE_FILTERS.has(it.filter));
    const reasons = rejections.map((it) => `${it.candidate}: ${it.reason}`).join('; ');
    super(`No candidate for ${JSON.stringify(model)} can serve this call. ${reasons}`, {
      code: limited ? 'rate_limited' : 'no_candidate',
      httpStatus: limited ? 429 : 503,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
}

/** Everything that the plan allowed was tried. `cause` is the last attempt's error. */
export class AttemptsExhaustedError extends LlmRouterError {
  constructor(
    readonly attempts: readonly AttemptRecord[],
    last: LlmRouterError,
    retryAfterMs: number,
    /** Why nothing more was tried, where that is not for want of targets. */
    because = '',
  ) {
    const tried = attempts
      .map((it) => `${it.model}: ${it.failure?.message ?? it.status}`)
      .join('; ');
    const allRateLimited = attempts.every((it) => it.failure?.code === 'rate_limited');
    super(`All ${attempts.length} attempts failed. ${tried}${because}`, {
      code: allRateLimited ? 'rate_limited' : 'attempts_exhausted',
      httpStatus: allRateLimited ? 429 : 503,
      retryAfterMs,
      cause: last,
    });
  }
}
