import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** In the unit of what was recorded. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

const WINDOW_MS = 5 * 60_000;
/** Two digits, and values up to an hour in milliseconds: about 20 KiB each. */
const PRECISION = { lowest: 1, highest: 3_600_000, figures: 2 } as const;

/** Percentiles of the last five to ten minutes: of the window under way and the one before. Times in milliseconds. */
export class SlidingPercentiles {
  private current = createHistogram(PRECISION);
  private previous = createHistogram(PRECISION);
  private window = 0;

  /** `now` of a clock that never steps. */
  record(milliseconds: number, now: number): void {
    this.slide(now);
    const whole = Math.round(milliseconds);
    this.current.record(Math.min(Math.max(whole, PRECISION.lowest), PRECISION.highest));
  }

  /** Undefined where nothing was recorded of late. */
  read(now: number): Percentiles | undefined {
    this.slide(now);
    const all: RecordableHistogram = createHistogram(PRECISION);
    all.add(this.previous);
    all.add(this.current);
    return all.count === 0 ? undefined : { p50: all.percentile(50), p95: all.percentile(95) };
  }

  private slide(now: number): void {
    const window = Math.floor(now / WINDOW_MS);
    if (window === this.window) return;
    const before = this.previous;
    this.previous = this.current;
    this.current = before;
    this.current.reset();
    if (window !== this.window + 1) this.previous.reset();
    this.window = window;
  }
}
