import { Injectable } from '@nestjs/common';

/** The source of chance for jitter; tests inject a seeded one. */
@Injectable()
export class Random {
  /** A number in [0, 1). */
  readonly next: () => number = Math.random;
}
