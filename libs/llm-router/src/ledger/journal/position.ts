/** A place in the journal of one process: behind a record, or at the beginning of a segment. */
export interface Position {
  readonly segment: number;
  /** Bytes from the beginning of the segment file. */
  readonly offset: number;
}

/** Whether everything in front of `b` is in front of `a` too. */
export function reaches(a: Position, b: Position): boolean {
  return a.segment > b.segment || (a.segment === b.segment && a.offset >= b.offset);
}
