import { TOKEN_CLASSES } from '../../../contracts/token-usage.js';
import type { NewRows } from '../ledger-fold.js';
import type { LlmAttempt } from '../llm-attempt.entity.js';
import type { LlmRequest } from '../llm-request.entity.js';
import { DAY_MS, HOUR_MS } from '../time-range.js';
import {
  COLUMN_DIMENSIONS,
  type ColumnDimension,
  tagOf,
  type ValueSource,
} from '../usage-dimension.js';
import { AMOUNTS, COUNTS, noSums, type UsageSums } from '../usage-measures.js';

/** Sums by what stands before them: the number of the hour or day, the dimension, the value. */
export type FoldedSums = Map<number, Map<string, Map<string, UsageSums>>>;

const DIMENSIONS = Object.entries(COLUMN_DIMENSIONS) as [ColumnDimension, ValueSource][];

/** What new rows add to the rollups, by the hour. */
export function foldByHour({ requests, attempts, calls }: NewRows): FoldedSums {
  const hours: FoldedSums = new Map();
  for (const attempt of attempts) {
    const hour = Math.floor(attempt.startedAt.getTime() / HOUR_MS);
    for (const sums of groupsOf(hours, hour, calls.get(attempt.requestId), attempt)) {
      addAttempt(sums, attempt);
    }
  }
  for (const request of requests) {
    const hour = Math.floor(request.startedAt.getTime() / HOUR_MS);
    for (const sums of groupsOf(hours, hour, request, undefined)) sums.requests++;
  }
  return hours;
}

/** The same by the day. */
export function foldByDay(hours: FoldedSums): FoldedSums {
  const days: FoldedSums = new Map();
  for (const [hour, dimensions] of hours) {
    const day = Math.floor((hour * HOUR_MS) / DAY_MS);
    for (const [dimension, values] of dimensions) {
      for (const [value, sums] of values) add(groupOf(days, day, dimension, value), sums);
    }
  }
  return days;
}

/** The groups that a try counts in, or, where there is none, its call. */
function* groupsOf(
  hours: FoldedSums,
  hour: number,
  call: LlmRequest | undefined,
  attempt: LlmAttempt | undefined,
): Generator<UsageSums> {
  for (const [dimension, source] of DIMENSIONS) {
    const value =
      attempt !== undefined && source.attempt !== undefined
        ? attempt[source.attempt]
        : source.request && call?.[source.request];
    if (attempt === undefined && source.request === undefined) continue;
    yield groupOf(hours, hour, dimension, (value as string | null | undefined) ?? '');
  }
  const tags = Object.entries(call?.tags ?? {});
  if (tags.length === 0) yield groupOf(hours, hour, 'tag', '');
  for (const [name, value] of tags) yield groupOf(hours, hour, 'tag', tagOf(name, value));
}

function groupOf(periods: FoldedSums, period: number, dimension: string, value: string): UsageSums {
  const dimensions = entry(periods, period, () => new Map<string, Map<string, UsageSums>>());
  const values = entry(dimensions, dimension, () => new Map<string, UsageSums>());
  return entry(values, value, noSums);
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
}

/** In code what `MEASURES` say in SQL. */
function addAttempt(sums: UsageSums, attempt: LlmAttempt): void {
  for (const name of TOKEN_CLASSES) sums[name] += attempt.usage[name];
  sums.cost += attempt.cost ?? 0n;
  sums.saved += attempt.savedCost ?? 0n;
  if (attempt.kind === 'saved' || attempt.kind === 'correction') return;
  sums.attempts++;
  if (attempt.status !== 'succeeded') sums.failedAttempts++;
  if (attempt.cost === null) sums.costUnknown++;
  if (attempt.usage.estimated) sums.estimated++;
  if (attempt.usage.suspect) sums.suspect++;
}

function add(to: UsageSums, sums: UsageSums): void {
  for (const name of COUNTS) to[name] += sums[name];
  for (const name of AMOUNTS) to[name] += sums[name];
}
