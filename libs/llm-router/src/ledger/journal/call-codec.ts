import type { AttemptRecord } from '../../contracts/attempt.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { compactDecision } from '../typeorm/compact-decision.js';

/** Stands for a bigint where one is not expected; no object of ours has such a key. */
const BIGINT = '$bigint';
const MOST_CANDIDATES = 20;

/** A call as it stands in a journal: JSON, costs as text. What no row of the ledger holds is left out. */
export function encodeCall(call: CallSettled): string {
  const { decision } = call;
  const record = {
    ...call,
    cost: text(call.cost),
    attempts: call.attempts.map((attempt) => ({ ...attempt, cost: text(attempt.cost) })),
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
  const { attempts } = record;
  if (typeof record.id !== 'string' || typeof attempts !== 'object') {
    throw new TypeError('The record is no call.');
  }
  return {
    ...record,
    cost: number(record.cost),
    attempts: attempts.map((attempt) => ({ ...attempt, cost: number(attempt.cost) })),
  };
}

interface Encoded extends Omit<CallSettled, 'cost' | 'attempts'> {
  readonly cost: string | null;
  readonly attempts: readonly (Omit<AttemptRecord, 'cost'> & { readonly cost: string | null })[];
}

function text(cost: bigint | null): string | null {
  return cost === null ? null : cost.toString();
}

function number(cost: string | null): bigint | null {
  return cost === null ? null : BigInt(cost);
}

function revive(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(BIGINT in value)) return value;
  return BigInt(value[BIGINT] as string);
}
