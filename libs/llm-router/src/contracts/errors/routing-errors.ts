import type { AttemptRecord } from '../attempt.js';
import type { Rejection } from '../rejection.js';
import { LlmRouterError } from './llm-router-error.js';

/** Candidates exist, but each was rejected; the message says why, one by one. */
export class NoCandidateError extends LlmRouterError {
  constructor(
    model: string,
    readonly rejections: readonly Rejection[],
    retryAfterMs?: number,
  ) {
    const reasons = rejections.map((it) => `${it.candidate}: ${it.reason}`).join('; ');
    super(`No candidate for ${JSON.stringify(model)} can serve this call. ${reasons}`, {
      code: 'no_candidate',
      httpStatus: 503,
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
  ) {
    const tried = attempts
      .map((it) => `${it.model}: ${it.failure?.message ?? it.status}`)
      .join('; ');
    const allRateLimited = attempts.every((it) => it.failure?.code === 'rate_limited');
    super(`All ${attempts.length} attempts failed. ${tried}`, {
      code: allRateLimited ? 'rate_limited' : 'attempts_exhausted',
      httpStatus: allRateLimited ? 429 : 503,
      retryAfterMs,
      cause: last,
    });
  }
}
