import type { ConsideredCandidate } from '../../contracts/route-decision.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { explainAttempts } from './explain-attempts.js';
import { explainCost } from './explain-cost.js';
import { explainEnding } from './explain-ending.js';
import { explainFindings } from './explain-findings.js';
import { explainRejections, explainRoute } from './explain-route.js';
import { explainTime } from './explain-time.js';

/**
 * Why a call went where it went, why it took so long, why it failed and what it cost: one sentence for each fact, never
 * none. They hold names, figures and the messages of failures; of prompt and answer nothing. For a log, which should
 * not hold what providers say of a request, there is `summariseCall`.
 */
export function explainCall(call: CallSettled): string[] {
  return [
    ...explainEnding(call),
    explainTime(call),
    ...explainCost(call),
    ...explainFindings(call),
    ...(call.decision === undefined
      ? explainRejections(rejected(call))
      : explainRoute(call.decision)),
    ...explainAttempts(call.attempts),
  ];
}

function rejected({ rejections }: CallSettled): ConsideredCandidate[] {
  return rejections.map(({ candidate, filter, reason }) => ({
    candidate,
    name: candidate,
    rejectedBy: filter,
    because: reason,
  }));
}
