import type { AttemptRecord, FailureFacts } from '../../contracts/attempt.js';
import { duration, plain } from './words.js';

/** How a failure is named in brackets: `overloaded, HTTP 503`. */
export function failureWords({ code, upstreamStatus }: FailureFacts): string {
  return upstreamStatus === undefined ? plain(code) : `${plain(code)}, HTTP ${upstreamStatus}`;
}

/** How an attempt ended, and after how long: `failed after 120 ms (overloaded, HTTP 503)`. */
export function attemptEnding({ status, durationMs, failure }: AttemptRecord): string {
  const after = `after ${duration(durationMs)}`;
  const why = failure === undefined ? '' : ` (${failureWords(failure)})`;
  if (failure?.code === 'hedge_lost') return `was cancelled ${after}, since another one was faster`;
  if (failure?.code === 'deadline_exceeded')
    return `was cut off ${after} by the call's own deadline`;
  if (failure?.code === 'shutting_down') return `was cut off ${after} by the shutdown`;
  switch (status) {
    case 'succeeded':
      return `finished ${after}`;
    case 'timed_out':
      return `timed out ${after}`;
    case 'aborted':
      return `was cancelled ${after}`;
    case 'interrupted':
      return `broke off ${after}${why}`;
    default:
      return `failed ${after}${why}`;
  }
}

/** What was asked, and in which role: `groq/llama instead`. */
export function attemptRole({ kind, model }: Pick<AttemptRecord, 'kind' | 'model'>): string {
  const target = plain(model);
  switch (kind) {
    case 'retry':
      return `${target} once more`;
    case 'failover':
      return `${target} instead`;
    case 'hedge':
      return `${target} beside it as a hedge`;
    case 'continuation':
      return `${target} to continue the reply`;
    default:
      return target;
  }
}
