import type { NewRows } from '../ledger-fold.js';
import { foldByHour, type FoldedSums } from '../rollups/fold-rows.js';
import { AMOUNTS, areNone, COUNTS, noSums, type UsageSums } from '../usage-measures.js';

/** What has to be added to the rollups, hour by hour, where rows change: the sums of the new ones, less those of the old. */
export function movedSums(before: NewRows, after: NewRows): FoldedSums {
  const moved = foldByHour(after);
  for (const [hour, dimensions] of foldByHour(before)) {
    for (const [dimension, values] of dimensions) {
      for (const [value, sums] of values) {
        const group = moved.get(hour)?.get(dimension);
        group?.set(value, less(group.get(value) ?? noSums(), sums));
      }
    }
  }
  for (const dimensions of moved.values()) {
    for (const values of dimensions.values()) {
      for (const [value, sums] of values) if (areNone(sums)) values.delete(value);
    }
  }
  return moved;
}

function less(sums: UsageSums, by: UsageSums): UsageSums {
  const result = { ...sums };
  for (const name of COUNTS) result[name] -= by[name];
  for (const name of AMOUNTS) result[name] -= by[name];
  return result;
}
