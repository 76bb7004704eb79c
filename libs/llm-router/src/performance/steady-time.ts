import type { Clock } from '../contracts/clock.js';

/** Time in which nothing can go wrong: milliseconds that are finite and never go back, whatever the clock says. */
export class SteadyTime {
  private last: number;

  constructor(private readonly clock: Clock) {
    const at = clock.monotonic();
    this.last = Number.isFinite(at) ? at : 0;
  }

  /** Milliseconds of the monotonic clock; only differences mean anything. */
  now(): number {
    const at = this.clock.monotonic();
    if (at > this.last && at < Infinity) this.last = at;
    return this.last;
  }

  /** Epoch milliseconds; for what is told to others, never for what is measured. */
  wall(): number {
    return this.clock.now();
  }
}
