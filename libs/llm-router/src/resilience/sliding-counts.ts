const BUCKETS = 10;

/**
 * Counts of the last `windowMs` milliseconds, in ten buckets: what was added is forgotten after nine tenths of the
 * window at the soonest, and at its end at the latest. Adding and reading take constant time. Times are of a clock that
 * never steps; one that goes back all the same loses nothing.
 */
export class SlidingCounts {
  private readonly bucketMs: number;
  private readonly counts: Uint32Array;
  private readonly totals: Float64Array;
  private newest = 0;

  /** @param columns how many things are counted apart */
  constructor(
    windowMs: number,
    private readonly columns: number,
  ) {
    this.bucketMs = windowMs / BUCKETS;
    this.counts = new Uint32Array(BUCKETS * columns);
    this.totals = new Float64Array(columns);
  }

  add(column: number, now: number): void {
    this.slide(now);
    this.counts[(this.newest % BUCKETS) * this.columns + column]!++;
    this.totals[column]!++;
  }

  total(column: number, now: number): number {
    this.slide(now);
    return this.totals[column]!;
  }

  isEmpty(now: number): boolean {
    this.slide(now);
    return this.totals.every((total) => total === 0);
  }

  clear(): void {
    this.counts.fill(0);
    this.totals.fill(0);
  }

  private slide(now: number): void {
    const bucket = Math.floor(now / this.bucketMs);
    if (!(bucket > this.newest)) return;
    const oldest = Math.max(this.newest + 1, bucket - BUCKETS + 1);
    for (let each = oldest; each <= bucket; each++) this.forget(each % BUCKETS);
    this.newest = bucket;
  }

  private forget(index: number): void {
    for (let column = 0; column < this.columns; column++) {
      const at = index * this.columns + column;
      this.totals[column]! -= this.counts[at]!;
      this.counts[at] = 0;
    }
  }
}
