import type { ConsideredCandidate, RouteDecision } from '../../contracts/route-decision.js';
import { storable } from './storable.js';

const MOST_CANDIDATES = 20;
const MOST_NOTES = 10;
const MOST_CHARACTERS = 200;

/**
 * A decision as it is kept: at most 20 candidates, those of the plan first, at most 10 notes, and no text of more than
 * 200 characters. What is left out is counted in a note.
 */
export function compactDecision(decision: RouteDecision): RouteDecision {
  const { candidates, notes, task, rule, compliance } = decision;
  const left = candidates.length - MOST_CANDIDATES;
  const kept = left > 0 ? mostTelling(candidates) : candidates;
  return {
    asked: short(decision.asked),
    model: short(decision.model),
    ...(rule === undefined ? {} : { rule }),
    ...(task === undefined ? {} : { task }),
    promptTokens: decision.promptTokens,
    ...(compliance === undefined ? {} : { compliance }),
    strategy: decision.strategy,
    candidates: kept.map(compactCandidate),
    notes: [
      ...notes.slice(0, MOST_NOTES).map(short),
      ...(left > 0 ? [`${left} more candidates were considered.`] : []),
    ],
  };
}

function mostTelling(candidates: readonly ConsideredCandidate[]): ConsideredCandidate[] {
  const place = (it: ConsideredCandidate) => it.place ?? Infinity;
  return [...candidates]
    .sort((a, b) => (place(a) < place(b) ? -1 : Number(place(a) > place(b))))
    .slice(0, MOST_CANDIDATES);
}

/** As it is in all but the rarest cases: a copy would cost more than the rest of the row. */
function compactCandidate(candidate: ConsideredCandidate): ConsideredCandidate {
  const { because } = candidate;
  return because === undefined || because.length <= MOST_CHARACTERS
    ? candidate
    : { ...candidate, because: short(because) };
}

function short(text: string): string {
  return storable(text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text);
}
