import { type Cancel, Clock } from '../../contracts/clock.js';

/** Time that stands still until it is told to pass. */
export class HandClock extends Clock {
  time = 1_000_000;
  private readonly timers = new Set<{ at: number; run: () => void }>();

  override now(): number {
    return this.time;
  }

  override monotonic(): number {
    return this.time;
  }

  override after(milliseconds: number, run: () => void): Cancel {
    const timer = { at: this.time + milliseconds, run };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Timers that are still to run. */
  get pending(): number {
    return this.timers.size;
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
    for (const timer of this.timers) {
      if (timer.at > this.time) continue;
      this.timers.delete(timer);
      timer.run();
    }
  }
}
