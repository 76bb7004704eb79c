import type { AttemptRecord } from '../contracts/attempt.js';
import type { PicoDollars } from '../contracts/model-price.js';
import type { RouteDecision } from '../contracts/route-decision.js';
import type { CallSettled } from '../contracts/router-event.js';
import { formatUsd } from '../foundation/pico-dollars.js';
import { explainCall, settledCallOf } from '../observability/explain.stage.js';

/** How a call came to its answer, for its caller: plain data in the spelling of the vendors' APIs. */
export type DecisionRecord = ReturnType<typeof decisionRecord>;

/** Names no key, of ours or of a provider's, and nothing of other callers. */
export function decisionRecord(call: CallSettled) {
  const attempts = call.attempts.map((attempt) => ({ ...attempt, credential: undefined }));
  return {
    id: call.id,
    status: call.status,
    decision: call.decision === undefined ? null : writeDecision(call.decision),
    attempts: attempts.map(writeAttempt).sort((a, b) => a.index - b.index),
    rung: call.rung ?? null,
    findings: call.findings,
    cost_usd: usd(call.cost),
    duration_ms: rounded(call.durationMs),
    words: explainCall({ ...call, attempts }),
  };
}

/** Of the call that this failure ended; undefined where it ended none. */
export function decisionRecordOfFailure(failure: unknown): DecisionRecord | undefined {
  const call = settledCallOf(failure);
  return call && decisionRecord(call);
}

function writeDecision({ task, promptTokens, candidates, ...rest }: RouteDecision) {
  return {
    ...rest,
    prompt_tokens: promptTokens,
    task: task && {
      classifier: task.classifier,
      task: task.task,
      confidence: task.confidence,
      language: task.language,
      cheap_suffices: task.cheapSuffices,
    },
    candidates: candidates.map(({ rejectedBy, ...candidate }) => ({
      ...candidate,
      rejected_by: rejectedBy,
    })),
  };
}

function writeAttempt(attempt: AttemptRecord) {
  const { index, model, kind, rung, region, status, failure } = attempt;
  return {
    index,
    model,
    kind,
    rung,
    region,
    status,
    error: failure && { code: failure.code, message: failure.message },
    waited_ms: rounded(attempt.waitedMs),
    opened_ms: rounded(attempt.openedMs),
    first_part_ms: rounded(attempt.firstPartMs),
    duration_ms: rounded(attempt.durationMs),
    cost_usd: usd(attempt.cost),
  };
}

function rounded(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : Math.round(milliseconds);
}

function usd(cost: PicoDollars | null): string | null {
  return cost === null ? null : formatUsd(cost);
}
