/** The source of chance; tests and simulations inject a seeded one. The abstract class is the injection token too. */
export abstract class Random {
  /** A number in [0, 1). */
  abstract readonly next: () => number;
}

/** Chance as the machine has it. */
export class SystemRandom extends Random {
  override readonly next = Math.random;
}
