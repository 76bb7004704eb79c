import type { Random } from '../../contracts/random.js';

/** The same things in another order. Source: R. Durstenfeld, Algorithm 235, 1964. */
export function shuffled<T>(things: readonly T[], random: Random): T[] {
  const copy = [...things];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}
