const PARTS = 60;
const PART_MS = 1_000;

/** A sum over the last minute, to the second, in constant memory. Times in milliseconds of a clock that never steps. */
export class MinuteWindow {
  private readonly sums = new Float64Array(PARTS);
  private total = 0;
  /** The second that is counted now. */
  private second = -Infinity;

  add(amount: number, now: number): void {
    this.advance(now);
    this.addTo(this.second, amount);
  }

  /** Changes what was added at `then`; what has left the window stays as it was. */
  correct(amount: number, then: number, now: number): void {
    this.advance(now);
    const second = Math.floor(then / PART_MS);
    if (second > this.second - PARTS && second <= this.second) this.addTo(second, amount);
  }

  sum(now: number): number {
    this.advance(now);
    return Math.max(0, this.total);
  }

  /** Milliseconds until some of the sum has left the window; 0 where there is none. */
  eases(now: number): number {
    this.advance(now);
    for (let second = this.second - PARTS + 1; second <= this.second; second++) {
      if ((this.sums[index(second)] ?? 0) > 0) return (second + PARTS) * PART_MS - now;
    }
    return 0;
  }

  private addTo(second: number, amount: number): void {
    const at = index(second);
    this.sums[at] = (this.sums[at] ?? 0) + amount;
    this.total += amount;
  }

  private advance(now: number): void {
    const second = Math.floor(now / PART_MS);
    if (second <= this.second) return;
    if (second - this.second >= PARTS) {
      this.sums.fill(0);
      this.total = 0;
    } else {
      for (let it = this.second + 1; it <= second; it++) {
        this.total -= this.sums[index(it)] ?? 0;
        this.sums[index(it)] = 0;
      }
    }
    this.second = second;
  }
}

function index(second: number): number {
  return ((second % PARTS) + PARTS) % PARTS;
}
