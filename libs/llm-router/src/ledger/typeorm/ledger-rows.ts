import type { AttemptRecord } from '../../contracts/attempt.js';
import type { CostParts } from '../../contracts/model-price.js';
import type { CallSettled, SavedCost } from '../../contracts/router-event.js';
import { inputTokens, NO_USAGE, outputTokens } from '../../contracts/token-usage.js';
import { compactDecision } from './compact-decision.js';
import type { CostColumns } from './cost-columns.js';
import type { LlmAttempt } from './llm-attempt.entity.js';
import type { LlmRequest } from './llm-request.entity.js';
import type { SettledColumns } from './settled-columns.js';
import { storable, storableName } from './storable.js';

const MOST_TAG_NAME_CHARACTERS = 100;

/** What a row of `llm_attempts` says only where it is one of those. */
export const NOTHING_SAVED = {
  savedCost: null,
  savedInput: null,
  savedOutput: null,
  note: null,
} as const satisfies Partial<LlmAttempt>;

/** The row of a call. */
export function requestRow(call: CallSettled): LlmRequest {
  const { caller } = call;
  return {
    keyId: name(caller.keyId),
    tenant: name(caller.tenant),
    team: name(caller.team),
    userId: name(caller.user),
    door: name(caller.door),
    tags: Object.fromEntries(
      Object.entries(call.tags).map(([tag, value]) => [
        storableName(tag, MOST_TAG_NAME_CHARACTERS),
        storableName(value),
      ]),
    ),
    operation: call.operation,
    sensitivity: name(call.sensitivity),
    delivery: call.delivery,
    requestedModel: storableName(call.requestedModel),
    servedModel: name(call.servedModel),
    provider: name(call.provider),
    cacheState: call.cache,
    attemptCount: call.attempts.length,
    rung: call.rung ?? null,
    task: name(call.decision?.task?.task),
    rule: name(call.decision?.rule),
    decision: call.decision === undefined ? null : compactDecision(call.decision),
    configuration: call.configuration ?? null,
    ...settled(call),
    usage: call.usage,
    cost: call.cost,
  };
}

/** The rows of a call's upstream tries, and of what the cache saved. */
export function attemptRows(call: CallSettled): LlmAttempt[] {
  const tries = call.attempts.map((attempt) => attemptRow(call.id, attempt));
  return call.saved === undefined ? tries : [...tries, savedRow(call, call.saved)];
}

function attemptRow(requestId: string, attempt: AttemptRecord): LlmAttempt {
  return {
    requestId,
    index: attempt.index,
    provider: storableName(attempt.provider),
    model: storableName(attempt.model),
    servedModel: name(attempt.servedModel),
    upstreamRequestId: name(attempt.upstreamRequestId),
    upstreamStatus: attempt.failure?.upstreamStatus ?? null,
    priceVersion: attempt.priceVersion ?? null,
    kind: attempt.kind,
    rung: attempt.rung ?? null,
    region: name(attempt.region),
    credential: name(attempt.credential),
    waitedMs: milliseconds(attempt.waitedMs),
    openedMs: milliseconds(attempt.openedMs),
    serviceTier: name(attempt.serviceTier),
    release: name(attempt.release),
    ...NOTHING_SAVED,
    ...settled(attempt),
    usage: attempt.usage,
    cost: attempt.cost,
    costParts: costColumns(attempt.costParts),
  };
}

/** Instead of a try: it ended as its call did, and nothing was billed. */
function savedRow(call: CallSettled, saved: SavedCost): LlmAttempt {
  return {
    requestId: call.id,
    index: call.attempts.length,
    provider: storableName(saved.provider),
    model: storableName(saved.model),
    servedModel: null,
    upstreamRequestId: null,
    upstreamStatus: null,
    priceVersion: null,
    kind: 'saved',
    rung: call.rung ?? null,
    region: null,
    credential: null,
    waitedMs: null,
    openedMs: null,
    serviceTier: null,
    release: null,
    ...settled(call),
    id: `${call.id}-saved`,
    usage: NO_USAGE,
    cost: 0n,
    costParts: costColumns(undefined),
    savedCost: saved.cost,
    savedInput: inputTokens(saved.usage),
    savedOutput: outputTokens(saved.usage),
    note: null,
  };
}

export function costColumns(parts: CostParts | undefined): CostColumns {
  return {
    input: parts?.input ?? null,
    cacheRead: parts?.cacheRead ?? null,
    cacheWrite: parts?.cacheWrite ?? null,
    output: parts?.output ?? null,
    reasoning: parts?.reasoning ?? null,
    audio: parts?.audio ?? null,
    image: parts?.image ?? null,
    request: parts?.request ?? null,
  };
}

function settled(it: CallSettled | AttemptRecord): Omit<SettledColumns, 'usage' | 'cost'> {
  return {
    id: it.id,
    status: it.status,
    errorCode: it.failure?.code ?? null,
    errorMessage: it.failure === undefined ? null : storable(it.failure.message),
    finishReason: it.finishReason ?? null,
    startedAt: new Date(it.startedAt),
    firstPartMs: milliseconds(it.firstPartMs),
    durationMs: Math.round(it.durationMs),
  };
}

function milliseconds(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value);
}

function name(value: string | undefined): string | null {
  return value === undefined ? null : storableName(value);
}
