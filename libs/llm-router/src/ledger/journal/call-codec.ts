import type { AttemptRecord } from '../../contracts/attempt.js';
import type { CostParts, PicoDollars } from '../../contracts/model-price.js';
import type { CallSettled, SavedCost } from '../../contracts/router-event.js';
import { compactDecision } from '../typeorm/compact-decision.js';

/** Stands for a bigint where one is not expected; no object of ours has such a key. */
const BIGINT = '$bigint';
const MOST_CANDIDATES = 20;

/** A call as it stands in a journal: JSON, costs as text. What no row of the ledger holds is left out. */
export function encodeCall(call: CallSettled): string {
  const { decision, saved } = call;
  const record: Encoded = {
    ...call,
    cost: text(call.cost),
    attempts: call.attempts.map((attempt) => ({
      ...attempt,
      cost: text(attempt.cost),
      costParts: attempt.costParts && mapParts(attempt.costParts, String),
    })),
    saved: saved && { ...saved, cost: text(saved.cost) },
    rejections: [],
    decision:
      decision !== undefined && decision.candidates.length > MOST_CANDIDATES
        ? compactDecision(decision)
        : decision,
  };
  try {
    return JSON.stringify(record);
  } catch {
    // A bigint in a field that is newer than this code: slower, and as exact.
    return JSON.stringify(record, (_name, value: unknown) =>
      typeof value === 'bigint' ? { [BIGINT]: value.toString() } : value,
    );
  }
}

/** Throws a `SyntaxError` or `TypeError` for a text that is no call. */
export function decodeCall(json: string): CallSettled {
  const record = JSON.parse(json, json.includes(`"${BIGINT}"`) ? revive : undefined) as Encoded;
  const { attempts, saved, ...rest } = record;
  if (typeof record.id !== 'string' || typeof attempts !== 'object') {
    throw new TypeError('The record is no call.');
  }
  return {
    ...rest,
    cost: number(record.cost),
    attempts: attempts.map(decodeAttempt),
    ...(saved && { saved: { ...saved, cost: number(saved.cost) } }),
  };
}

function decodeAttempt({ costParts, ...attempt }: EncodedAttempt): AttemptRecord {
  return {
    ...attempt,
    cost: number(attempt.cost),
    ...(costParts && { costParts: mapParts(costParts, BigInt) }),
  };
}

type Text<T> = Omit<T, 'cost' | 'costParts'> & { readonly cost: string | null };
type Parts<T> = Readonly<Record<keyof CostParts, T>>;
type EncodedAttempt = Text<AttemptRecord> & { readonly costParts?: Parts<string> };

type Encoded = Omit<Text<CallSettled>, 'attempts' | 'saved'> & {
  readonly attempts: readonly EncodedAttempt[];
  readonly saved?: Text<SavedCost>;
};

function mapParts<From, To>(parts: Parts<From>, map: (part: From) => To): Parts<To> {
  return {
    input: map(parts.input),
    cacheRead: map(parts.cacheRead),
    cacheWrite: map(parts.cacheWrite),
    output: map(parts.output),
    reasoning: map(parts.reasoning),
    audio: map(parts.audio),
    image: map(parts.image),
    request: map(parts.request),
  };
}

function text(cost: PicoDollars | null): string | null {
  return cost === null ? null : cost.toString();
}

function number(cost: string | null): PicoDollars | null {
  return cost === null ? null : BigInt(cost);
}

function revive(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(BIGINT in value)) return value;
  return BigInt(value[BIGINT] as string);
}
