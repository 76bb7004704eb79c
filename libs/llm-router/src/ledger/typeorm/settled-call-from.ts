import type { AttemptKind, AttemptRecord } from '../../contracts/attempt.js';
import type { CostParts, PicoDollars } from '../../contracts/model-price.js';
import type { CallSettled, SavedCost } from '../../contracts/router-event.js';
import { addUsage, NO_USAGE } from '../../contracts/token-usage.js';
import type { CostColumns } from './cost-columns.js';
import type { LedgerAttemptKind, LlmAttempt } from './llm-attempt.entity.js';
import type { LlmRequest } from './llm-request.entity.js';
import type { LedgerRequest } from './request-query.js';

/**
 * A call of the ledger as it was told when it settled, e.g. for `explainCall`, with what corrections have changed since.
 * Its rejections are in its decision; times are whole milliseconds; tokens that a kept reply saved are not told apart
 * beyond input and output.
 */
export function settledCallFrom(request: LedgerRequest): CallSettled {
  const rows = request.attempts ?? [];
  const corrections = rows.filter((row) => row.kind === 'correction');
  const attempts = rows.flatMap((row) =>
    isTry(row.kind) ? attemptFrom(row, row.kind, corrections) : [],
  );
  return {
    type: 'call-settled',
    ...ending(request),
    usage: corrections.reduce((sum, { usage }) => addUsage(sum, usage), request.usage),
    cost: corrections.length === 0 ? request.cost : sumOf(attempts),
    caller: {
      keyId: request.keyId ?? undefined,
      tenant: request.tenant ?? undefined,
      team: request.team ?? undefined,
      user: request.userId ?? undefined,
      door: request.door ?? undefined,
    },
    tags: request.tags,
    operation: request.operation,
    sensitivity: request.sensitivity ?? undefined,
    delivery: request.delivery,
    requestedModel: request.requestedModel,
    servedModel: request.servedModel ?? undefined,
    provider: request.provider ?? undefined,
    cache: request.cacheState,
    attempts,
    saved: savedBy(rows),
    rejections: [],
    decision: request.decision ?? undefined,
    rung: request.rung ?? undefined,
    configuration: request.configuration ?? undefined,
  };
}

function isTry(kind: LedgerAttemptKind): kind is AttemptKind {
  return kind !== 'saved' && kind !== 'correction';
}

function attemptFrom(
  attempt: LlmAttempt,
  kind: AttemptKind,
  corrections: readonly LlmAttempt[],
): AttemptRecord {
  const own = corrections.filter(({ index }) => index === attempt.index);
  return {
    ...ending(attempt, attempt.upstreamStatus),
    usage: own.reduce((sum, { usage }) => addUsage(sum, usage), attempt.usage),
    cost: own.reduce((sum, { cost }) => corrected(sum, cost), attempt.cost),
    // How a correction divides among the parts, nobody says.
    costParts: own.length === 0 ? partsFrom(attempt.costParts) : undefined,
    index: attempt.index,
    provider: attempt.provider,
    model: attempt.model,
    kind,
    rung: attempt.rung ?? undefined,
    region: attempt.region ?? undefined,
    waitedMs: attempt.waitedMs ?? undefined,
    openedMs: attempt.openedMs ?? undefined,
    servedModel: attempt.servedModel ?? undefined,
    upstreamRequestId: attempt.upstreamRequestId ?? undefined,
    credential: attempt.credential ?? undefined,
    priceVersion: attempt.priceVersion ?? undefined,
    serviceTier: attempt.serviceTier ?? undefined,
    release: attempt.release ?? undefined,
  };
}

/** A correction of a try whose price is unknown gives it its cost, unless it is about tokens only. */
function corrected(cost: PicoDollars | null, by: PicoDollars | null): PicoDollars | null {
  return cost === null ? by || null : cost + (by ?? 0n);
}

function sumOf(attempts: readonly AttemptRecord[]): PicoDollars | null {
  return attempts.reduce<PicoDollars | null>(
    (sum, { cost }) => (sum === null || cost === null ? null : sum + cost),
    0n,
  );
}

function savedBy(rows: readonly LlmAttempt[]): SavedCost | undefined {
  const row = rows.find(({ kind }) => kind === 'saved');
  if (row === undefined) return undefined;
  const { model, provider, savedCost, savedInput, savedOutput } = row;
  const usage = { ...NO_USAGE, input: savedInput ?? 0, output: savedOutput ?? 0 };
  return { model, provider, usage, cost: savedCost };
}

/** All are null, or none. */
function partsFrom(columns: CostColumns): CostParts | undefined {
  return columns.input === null ? undefined : ({ ...columns } as CostParts);
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
  };
}
