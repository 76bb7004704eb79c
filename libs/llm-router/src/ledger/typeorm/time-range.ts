import { InvalidRequestError } from '../../contracts/errors/request-errors.js';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A span of time; a side that is left out is open. */
export interface TimeRange {
  /** Calls that started at this time or later. */
  readonly from?: Date;
  /** Calls that started before this time. */
  readonly to?: Date;
}

/** As above, in epoch milliseconds. */
export interface EpochRange {
  readonly from?: number;
  readonly to?: number;
}

/** The range in epoch milliseconds. Throws an `InvalidRequestError` for a date that is none, or ends that are the wrong way round. */
export function epochRange(range: TimeRange): EpochRange {
  const from = epoch(range.from, 'from');
  const to = epoch(range.to, 'to');
  if (from !== undefined && to !== undefined && from > to) {
    throw new InvalidRequestError('`from` is later than `to`.', 'from');
  }
  return { from, to };
}

/** A range as the whole periods of this length that lie in it, and what is left beside them. */
export function splitRange(
  { from, to }: EpochRange,
  period: number,
): { readonly middle?: EpochRange; readonly edges: readonly EpochRange[] } {
  const start = from === undefined ? undefined : Math.ceil(from / period) * period;
  const end = to === undefined ? undefined : Math.floor(to / period) * period;
  if (start !== undefined && end !== undefined && start >= end) return { edges: [{ from, to }] };
  return {
    middle: { from: start, to: end },
    edges: [
      ...(from === start ? [] : [{ from, to: start }]),
      ...(to === end ? [] : [{ from: end, to }]),
    ],
  };
}

function epoch(date: Date | undefined, field: string): number | undefined {
  const time = date?.getTime();
  if (Number.isNaN(time)) throw new InvalidRequestError(`\`${field}\` is not a date.`, field);
  return time;
}
