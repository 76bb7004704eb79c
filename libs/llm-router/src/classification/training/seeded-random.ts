import { Random } from '../../contracts/random.js';

/** Chance that repeats. Source: mulberry32 (T. Ettinger, public domain). */
export class SeededRandom extends Random {
  constructor(private state: number) {
    super();
  }

  override readonly next = (): number => {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same things in another order. Source: R. Durstenfeld, Algorithm 235, 1964. */
export function shuffled<T>(things: readonly T[], random: Random): T[] {
  const copy = [...things];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}
