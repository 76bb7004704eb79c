import type { Allowance } from './allowance.js';
import type { ReportedLimit } from './rate-limit-reading.js';

/**
 * What is left of a limit that a provider reported, with own use counted off since. Vendors say when all of it is back
 * and give it back bit by bit (a token bucket), so where they say how much that is, so does this.
 */
export class ReportedAllowance {
  constructor(
    private readonly reported: ReportedLimit,
    private readonly at: number,
    private used: number,
  ) {}

  use(amount: number): void {
    this.used = Math.max(0, this.used + amount);
  }

  isOver(now: number): boolean {
    return now - this.at >= this.reported.resetMs;
  }

  /** Undefined once it has been reset: what is left then is not known. */
  read(now: number): Allowance | undefined {
    if (this.isOver(now)) return undefined;
    const { remaining, limit = 0, resetMs } = this.reported;
    const fullMs = resetMs - (now - this.at);
    const perMs = Math.max(0, limit - remaining) / resetMs;
    const available = remaining - this.used + perMs * (now - this.at);
    const roomMs = perMs > 0 ? Math.min(fullMs, (1 - available) / perMs) : fullMs;
    return { available: Math.max(0, available), roomMs: Math.max(0, roomMs), fullMs };
  }
}
