import type { Candidate } from '../../contracts/candidate.js';
import type { Ranked } from '../../contracts/routing-strategy.js';

/** A candidate before it has its place. */
export interface Entry {
  readonly candidate: Candidate;
  /** All of a lower group come before all of a higher one. */
  readonly group: number;
  /** Within the group less is sooner; ties go by id. */
  readonly key: number;
  readonly score?: number;
  readonly because: string;
}

/** The entries in their order, whatever the order in which they are given. */
export function inOrder(entries: Entry[]): Ranked[] {
  return entries
    .sort(compare)
    .map(({ candidate, score, because }) =>
      score === undefined ? { candidate, because } : { candidate, score, because },
    );
}

function compare(a: Entry, b: Entry): number {
  if (a.group !== b.group) return a.group - b.group;
  // Also where both are endless, of which the difference is NaN.
  if (a.key < b.key) return -1;
  if (a.key > b.key) return 1;
  return a.candidate.id < b.candidate.id ? -1 : a.candidate.id > b.candidate.id ? 1 : 0;
}
