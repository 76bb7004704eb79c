import type { AttemptRecord } from '../../contracts/attempt.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { compactDecision } from './compact-decision.js';
import type { LlmAttempt } from './llm-attempt.entity.js';
import type { LlmRequest } from './llm-request.entity.js';
import type { SettledColumns } from './settled-columns.js';
import { storable } from './storable.js';

/** The row of a call. */
export function requestRow(call: CallSettled): LlmRequest {
  return {
    keyId: text(call.caller.keyId),
    tenant: text(call.caller.tenant),
    userId: text(call.caller.user),
    door: text(call.caller.door),
    tags: Object.fromEntries(
      Object.entries(call.tags).map(([name, value]) => [storable(name), storable(value)]),
    ),
    delivery: call.delivery,
    requestedModel: storable(call.requestedModel),
    servedModel: text(call.servedModel),
    provider: call.provider ?? null,
    cacheState: call.cache,
    attemptCount: call.attempts.length,
    rung: call.rung ?? null,
    task: text(call.decision?.task?.task),
    rule: text(call.decision?.rule),
    decision: call.decision === undefined ? null : compactDecision(call.decision),
    ...settled(call),
  };
}

/** The row of one of its upstream tries. */
export function attemptRow(requestId: string, attempt: AttemptRecord): LlmAttempt {
  return {
    requestId,
    index: attempt.index,
    provider: attempt.provider,
    model: text(attempt.model) ?? '',
    servedModel: text(attempt.servedModel),
    upstreamRequestId: text(attempt.upstreamRequestId),
    upstreamStatus: attempt.failure?.upstreamStatus ?? null,
    priceVersion: attempt.priceVersion ?? null,
    kind: attempt.kind,
    rung: attempt.rung ?? null,
    region: text(attempt.region),
    credential: text(attempt.credential),
    waitedMs: milliseconds(attempt.waitedMs),
    openedMs: milliseconds(attempt.openedMs),
    ...settled(attempt),
  };
}

function settled(it: CallSettled | AttemptRecord): SettledColumns {
  return {
    id: it.id,
    status: it.status,
    errorCode: it.failure?.code ?? null,
    errorMessage: text(it.failure?.message),
    finishReason: it.finishReason ?? null,
    usage: it.usage,
    cost: it.cost,
    startedAt: new Date(it.startedAt),
    firstPartMs: milliseconds(it.firstPartMs),
    durationMs: Math.round(it.durationMs),
  };
}

function milliseconds(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value);
}

function text(value: string | undefined): string | null {
  return value === undefined ? null : storable(value);
}
