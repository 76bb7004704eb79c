import { type Cancel, Clock } from '../contracts/clock.js';

/** Time that passes when a test says so. Both clocks start apart, so that mixing them up shows. */
export class ManualClock extends Clock {
  private passed = 0;
  private readonly timers = new Map<object, { at: number; run: () => void }>();

  /** What is scheduled and has not run. */
  get pending(): number {
    return this.timers.size;
  }

  override now(): number {
    return 1_800_000_000_000 + this.passed;
  }

  override monotonic(): number {
    return 5_000 + this.passed;
  }

  override after(milliseconds: number, run: () => void): Cancel {
    const key = {};
    this.timers.set(key, { at: this.passed + milliseconds, run });
    return () => void this.timers.delete(key);
  }

  /** Lets time pass, and runs what is due, in its order. */
  advance(milliseconds: number): void {
    const end = this.passed + milliseconds;
    for (;;) {
      const [due] = [...this.timers]
        .filter(([, { at }]) => at <= end)
        .sort(([, a], [, b]) => a.at - b.at);
      if (due === undefined) break;
      const [key, { at, run }] = due;
      this.timers.delete(key);
      this.passed = Math.max(this.passed, at);
      run();
    }
    this.passed = end;
  }
}
