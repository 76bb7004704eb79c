/** Takes back what was scheduled; does nothing once it has run. */
export type Cancel = () => void;

/** Time as the router sees it; tests and simulations inject their own. */
export abstract class Clock {
  /** Epoch milliseconds. */
  abstract now(): number;
  /** Milliseconds of a clock that never steps; only differences mean anything. */
  abstract monotonic(): number;

  /** Runs something once, so many milliseconds from now. Default: on the machine's own timers. */
  after(milliseconds: number, run: () => void): Cancel {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  }
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
