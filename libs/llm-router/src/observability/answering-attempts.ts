import type { AttemptRecord, EndStatus } from '../contracts/attempt.js';

/** Of several attempts at the model that answered, the one that got furthest is the one that did. */
const NEARNESS: Readonly<Record<EndStatus, number>> = {
  succeeded: 0,
  interrupted: 1,
  timed_out: 2,
  aborted: 3,
  failed: 4,
};

/**
 * The attempts that the answer consists of, in the order in which they gave it: the one that won, then those that
 * continued its reply. Empty where nobody answered, or where a cache or a declared text did. `served` is the model of
 * the reply's head, or of the settled call.
 *
 * The list is in the order of endings: a hedge that was cancelled may stand behind the attempt that won.
 */
export function answeringAttempts(
  attempts: readonly AttemptRecord[],
  served: string | undefined,
): readonly AttemptRecord[] {
  if (served === undefined) return [];
  const answered = attempts.filter(hasAnswered);
  if (answered.length < 2) return answered;
  const continuations = answered
    .filter((it) => it.kind === 'continuation')
    .sort((a, b) => a.index - b.index);
  const winner = answered
    .filter((it) => it.kind !== 'continuation')
    // Who answered last says nothing of who began: that one has broken off.
    .sort(
      nearest((it) =>
        continuations.length > 0 ? it.status === 'interrupted' : it.model === served,
      ),
    )
    .slice(0, 1);
  return [...winner, ...continuations];
}

function hasAnswered({ firstPartMs, status }: AttemptRecord): boolean {
  return firstPartMs !== undefined || status === 'succeeded';
}

function nearest(fits: (attempt: AttemptRecord) => boolean) {
  return (a: AttemptRecord, b: AttemptRecord): number =>
    Number(fits(b)) - Number(fits(a)) ||
    NEARNESS[a.status] - NEARNESS[b.status] ||
    b.index - a.index;
}
