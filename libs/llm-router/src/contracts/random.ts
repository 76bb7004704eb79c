/** The source of chance; tests and simulations inject a seeded one. The abstract class is the injection token too. */
export abstract class Random {
  /** A number in [0, 1). */
  abstract readonly next: () => number;
}

/** Chance as the machine has it. */
export class SystemRandom extends Random {
  override readonly next = Math.random;
}

/** A repeatable source of chance. Source: `mulberry32` by T. Ettinger, public domain. */
export class SeededRandom extends Random {
  private state: number;

  /** `seed`: any whole number. */
  constructor(seed: number) {
    super();
    this.state = seed | 0;
  }

  override readonly next = (): number => {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
