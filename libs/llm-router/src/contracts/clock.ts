/** Time as the router sees it; tests inject their own. */
export abstract class Clock {
  /** Epoch milliseconds. */
  abstract now(): number;
  /** Milliseconds of a clock that never steps; only differences mean anything. */
  abstract monotonic(): number;
}

/** The machine's own clocks. */
export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }

  override monotonic(): number {
    return performance.now();
  }
}
