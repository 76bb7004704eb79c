import type { Random } from '../../contracts/random.js';
import { shuffled } from './shuffled.js';

/**
 * Deals rows out to folds of about equal size, at random; rows of one group go to the same fold. Gives the fold of each
 * row, from 0.
 */
export function foldsOf(
  groups: readonly (string | undefined)[],
  folds: number,
  random: Random,
): Int32Array {
  const members = new Map<string, number[]>();
  groups.forEach((group, row) => {
    const key = group === undefined ? `row ${row}` : `group ${group}`;
    const list = members.get(key);
    if (list === undefined) members.set(key, [row]);
    else list.push(row);
  });
  const result = new Int32Array(groups.length);
  const sizes = Array.from({ length: folds }, () => 0);
  for (const rows of shuffled([...members.values()], random)) {
    const smallest = sizes.indexOf(Math.min(...sizes));
    for (const row of rows) result[row] = smallest;
    sizes[smallest]! += rows.length;
  }
  return result;
}

/** The things of one fold, and all the others. */
export function splitAt<T>(
  things: readonly T[],
  folds: Int32Array,
  fold: number,
): { train: T[]; test: T[] } {
  return {
    train: things.filter((_, i) => folds[i] !== fold),
    test: things.filter((_, i) => folds[i] === fold),
  };
}
