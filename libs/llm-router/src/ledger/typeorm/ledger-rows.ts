import type { AttemptRecord } from '../../contracts/attempt.js';
import type { CallSettled } from '../../contracts/router-event.js';
import type { LlmAttempt } from './llm-attempt.entity.js';
import type { LlmRequest } from './llm-request.entity.js';
import type { SettledColumns } from './settled-columns.js';

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
    firstPartMs: it.firstPartMs === undefined ? null : Math.round(it.firstPartMs),
    durationMs: Math.round(it.durationMs),
  };
}

function text(value: string | undefined): string | null {
  return value === undefined ? null : storable(value);
}

/** PostgreSQL stores neither U+0000 nor half a surrogate pair, and callers choose some of these texts. */
function storable(value: string): string {
  return value.replaceAll(/[\0\p{Surrogate}]/gu, '\ufffd');
}
