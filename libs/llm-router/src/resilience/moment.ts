import type { Clock } from '../contracts/clock.js';

/** One moment on both clocks, in milliseconds: spans are measured on the one that never steps. */
export interface Moment {
  readonly mono: number;
  /** Epoch. */
  readonly wall: number;
}

export function momentOf(clock: Clock): Moment {
  return { mono: clock.monotonic(), wall: clock.now() };
}
