import type { AttemptRecord } from '../../contracts/attempt.js';
import type { CallSettled } from '../../contracts/router-event.js';
import type { LlmAttempt } from './llm-attempt.entity.js';
import type { LlmRequest } from './llm-request.entity.js';
import type { LedgerRequest } from './request-query.js';

/**
 * A call of the ledger as it was told when it settled, e.g. for `explainCall`. Its rejections are in its decision;
 * times are whole milliseconds.
 */
export function settledCallFrom(request: LedgerRequest): CallSettled {
  return {
    type: 'call-settled',
    ...ending(request),
    caller: {
      keyId: request.keyId ?? undefined,
      tenant: request.tenant ?? undefined,
      user: request.userId ?? undefined,
      door: request.door ?? undefined,
    },
    tags: request.tags,
    delivery: request.delivery,
    requestedModel: request.requestedModel,
    servedModel: request.servedModel ?? undefined,
    provider: request.provider ?? undefined,
    cache: request.cacheState,
    attempts: (request.attempts ?? []).map(attemptFrom),
    rejections: [],
    decision: request.decision ?? undefined,
    rung: request.rung ?? undefined,
  };
}

function attemptFrom(attempt: LlmAttempt): AttemptRecord {
  return {
    ...ending(attempt, attempt.upstreamStatus),
    index: attempt.index,
    provider: attempt.provider,
    model: attempt.model,
    kind: attempt.kind,
    rung: attempt.rung ?? undefined,
    region: attempt.region ?? undefined,
    waitedMs: attempt.waitedMs ?? undefined,
    openedMs: attempt.openedMs ?? undefined,
    servedModel: attempt.servedModel ?? undefined,
    upstreamRequestId: attempt.upstreamRequestId ?? undefined,
    credential: attempt.credential ?? undefined,
    priceVersion: attempt.priceVersion ?? undefined,
  };
}

function ending(row: LlmRequest | LlmAttempt, upstreamStatus: number | null = null) {
  const { errorCode, errorMessage } = row;
  return {
    id: row.id,
    startedAt: row.startedAt.getTime(),
    firstPartMs: row.firstPartMs ?? undefined,
    durationMs: row.durationMs,
    status: row.status,
    failure:
      errorCode === null
        ? undefined
        : {
            code: errorCode,
            message: errorMessage ?? '',
            ...(upstreamStatus === null ? {} : { upstreamStatus }),
          },
    finishReason: row.finishReason ?? undefined,
    usage: row.usage,
    cost: row.cost,
  };
}
