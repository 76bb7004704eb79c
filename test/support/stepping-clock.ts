import { Clock } from 'nestjs-llm-router';

/** The machine's clocks, but for steps of the wall clock. */
export class SteppingClock extends Clock {
  private offset = 0;

  override now(): number {
    return Date.now() + this.offset;
  }

  override monotonic(): number {
    return performance.now();
  }

  /** Sets the wall clock forward or back. */
  step(milliseconds: number): void {
    this.offset += milliseconds;
  }
}
