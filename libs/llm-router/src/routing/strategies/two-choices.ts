import { chanceOf, drawKey } from './draw.js';

/** Somebody who may be drawn. */
export interface Drawable {
  readonly id: string;
  /** 0: only where nobody has a weight. */
  readonly weight: number;
  /** In how many of the draws it takes part: 0 to 1; less than 1 for a target that has just recovered. */
  readonly presence: number;
  /** Less is better. */
  readonly score: number;
}

/** So much better is better whatever the weights. */
const CLEARLY_BETTER = 0.5;
/** Sets chances of one draw apart. */
const PRESENCE = 0x9e3779b9;
const ACCEPTANCE = 0x85ebca6b;

/**
 * The better of two that are drawn by weight (Mitzenmacher, "The power of two choices in randomized load balancing",
 * 2001): near the best, and yet many callers with the same view do not all run to one target.
 *
 * Where the weights differ, the second one of less weight wins only by its share of the first one's weight, unless it
 * is clearly better: two equally good targets then get their shares, which drawing two of two would not give them.
 * Undefined where there is nobody.
 */
export function betterOfTwo<T extends Drawable>(all: readonly T[], seed: number): T | undefined {
  let first: Drawn<T> | undefined;
  let second: Drawn<T> | undefined;
  for (const it of all) {
    const drawn = draw(it, seed);
    if (first === undefined || isSooner(drawn, first)) {
      second = first;
      first = drawn;
    } else if (second === undefined || isSooner(drawn, second)) second = drawn;
  }
  if (first === undefined || second?.lane !== first.lane) return first?.it;
  return second.it.score < first.it.score && accepts(first.it, second.it, seed)
    ? second.it
    : first.it;
}

interface Drawn<T> {
  readonly it: T;
  /** Who takes part, who sits this draw out, and who has no weight; a later lane only where the earlier ones are empty. */
  readonly lane: 0 | 1 | 2;
  readonly key: number;
}

function draw<T extends Drawable>(it: T, seed: number): Drawn<T> {
  const chance = chanceOf(it.id, seed);
  if (it.weight === 0) return { it, lane: 2, key: chance };
  const isAbsent = it.presence < 1 && chanceOf(it.id, seed ^ PRESENCE) >= it.presence;
  return { it, lane: isAbsent ? 1 : 0, key: drawKey(chance, it.weight) };
}

function isSooner<T extends Drawable>(a: Drawn<T>, b: Drawn<T>): boolean {
  if (a.lane !== b.lane) return a.lane < b.lane;
  return a.key < b.key || (a.key === b.key && a.it.id < b.it.id);
}

function accepts(first: Drawable, second: Drawable, seed: number): boolean {
  return (
    second.weight >= first.weight ||
    second.score <= first.score * CLEARLY_BETTER ||
    chanceOf(second.id, seed ^ ACCEPTANCE) < second.weight / first.weight
  );
}
