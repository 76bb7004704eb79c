/** How a provider misbehaves; calls that it is already answering go on as they were. */
export type FaultKind = 'refused' | 'slow' | 'black hole' | 'rate limit' | 'half errors';

/** Milliseconds after the beginning: from included, until excluded. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

export interface Fault extends TimeSpan {
  readonly kind: FaultKind;
}

/** `slow`: so many times slower, and this share fails in the end. */
export const SLOW = { factor: 10, errorRate: 0.3 };

/** `half errors`: this share fails, sooner than an answer would have begun. */
export const HALF_ERRORS = { errorRate: 0.5, afterShareOfFirstPart: 0.3 };

/** `rate limit`: so many requests in each window; Retry-After tells when the next one begins. */
export const RATE_LIMIT = { requests: 7, windowMs: 7_000 };

/** How long it takes to be told no by a provider that does no work for it. */
export const REFUSAL_MS = 5;
