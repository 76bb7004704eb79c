import type { AttemptRecord } from '../attempt.js';
import { COMPLIANCE_FILTER } from '../call-compliance.js';
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
    super(
      `No candidate for ${JSON.stringify(model)} can serve this call. ${reasonsOf(rejections)}`,
      {
        code: limited ? 'rate_limited' : 'no_candidate',
        httpStatus: limited ? 429 : 503,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      },
    );
  }
}

/**
 * Nobody whom the data policy lets see this call could serve it, and waiting would not help. Nothing was sent. The message
 * says what was missing, one by one.
 */
export class NoCompliantProviderError extends LlmRouterError {
  constructor(
    /** What the call is, and what holds for it, in words: it begins the message. */
    because: string,
    readonly rejections: readonly Rejection[],
  ) {
    super(`${because} ${reasonsOf(rejections)}`, {
      code: 'no_compliant_provider',
      httpStatus: 403,
    });
  }
}

function whoMayNot(rejections: readonly Rejection[]): string {
  const barred = rejections.filter(({ filter }) => filter === COMPLIANCE_FILTER);
  return barred.length === 0 ? '' : ` Not asked: ${reasonsOf(barred)}.`;
}

function reasonsOf(rejections: readonly Rejection[]): string {
  return rejections.map((it) => `${it.candidate}: ${it.reason}`).join('; ');
}

/** Everything that the plan allowed was tried. `cause` is the last attempt's error. */
export class AttemptsExhaustedError extends LlmRouterError {
  constructor(
    readonly attempts: readonly AttemptRecord[],
    last: LlmRouterError,
    retryAfterMs: number,
    /** Why nothing more was tried, where that is not for want of targets. */
    because = '',
    /** Whom else routing looked at. Those that may not be sent the call are named, so that nobody wonders why. */
    rejections: readonly Rejection[] = [],
  ) {
    const tried = attempts
      .map((it) => `${it.model}: ${it.failure?.message ?? it.status}`)
      .join('; ');
    const allRateLimited = attempts.every((it) => it.failure?.code === 'rate_limited');
    super(`All ${attempts.length} attempts failed. ${tried}${because}${whoMayNot(rejections)}`, {
      code: allRateLimited ? 'rate_limited' : 'attempts_exhausted',
      httpStatus: allRateLimited ? 429 : 503,
      retryAfterMs,
      cause: last,
    });
  }
}
