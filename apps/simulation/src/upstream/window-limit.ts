/** A limit of requests in fixed windows, as many vendors have it. */
export class WindowLimit {
  private window = -1;
  private taken = 0;

  constructor(
    private readonly requests: number,
    private readonly windowMs: number,
  ) {}

  /** Takes one; or the milliseconds until there is one again. `elapsedMs` counts from when the limit came into force. */
  take(elapsedMs: number): number | undefined {
    const window = Math.floor(elapsedMs / this.windowMs);
    if (window !== this.window) {
      this.window = window;
      this.taken = 0;
    }
    if (this.taken >= this.requests) return Math.ceil((window + 1) * this.windowMs - elapsedMs);
    this.taken++;
    return undefined;
  }
}
