/** A source of numbers in [0, 1). */
export type Draw = () => number;

/**
 * A sequence of draws that depends on these integers alone, and not on what was drawn elsewhere before: policies that
 * ask in another order still meet the same luck (common random numbers).
 * Source: splitmix32, the 32-bit variant of G. Steele et al., "Fast splittable pseudorandom number generators", 2014.
 */
export function drawsFor(...coordinates: readonly number[]): Draw {
  let state = 0;
  for (const coordinate of coordinates) state = mixed((state ^ coordinate) + 0x9e3779b9);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return mixed(state) / 2 ** 32;
  };
}

/** An unsigned 32-bit integer of which every bit depends on every bit of the input. */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return (hash ^ (hash >>> 15)) >>> 0;
}
