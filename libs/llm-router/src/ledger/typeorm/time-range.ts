import { InvalidRequestError } from '../../contracts/errors/request-errors.js';

/** A span of time; a side that is left out is open. */
export interface TimeRange {
  /** Calls that started at this time or later. */
  readonly from?: Date;
  /** Calls that started before this time. */
  readonly to?: Date;
}

/** The range in epoch milliseconds. Throws an `InvalidRequestError` for a date that is none. */
export function epochRange({ from, to }: TimeRange): { from?: number; to?: number } {
  return { from: epoch(from, 'from'), to: epoch(to, 'to') };
}

function epoch(date: Date | undefined, field: string): number | undefined {
  const time = date?.getTime();
  if (Number.isNaN(time)) throw new InvalidRequestError(`\`${field}\` is not a date.`, field);
  return time;
}
