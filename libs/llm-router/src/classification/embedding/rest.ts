import type { Clock } from '../../contracts/clock.js';

const FAILURES = 3;
const FIRST_REST_MS = 10_000;
const LONGEST_REST_MS = 60_000;

/**
 * A small breaker: after three failures in a row it rests for 10 s, then lets one try pass; each one that fails doubles
 * the rest, up to 60 s.
 */
export class Rest {
  private failures = 0;
  private restMs = FIRST_REST_MS;
  private until = -Infinity;
  private trying = false;

  constructor(private readonly clock: Clock) {}

  /** Whether to try now; who gets a yes tells how it ended. */
  admits(): boolean {
    if (this.failures < FAILURES) return true;
    if (this.trying || this.clock.monotonic() < this.until) return false;
    this.trying = true;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
    this.restMs = FIRST_REST_MS;
    this.trying = false;
  }

  failed(): void {
    this.trying = false;
    if (++this.failures < FAILURES) return;
    this.until = this.clock.monotonic() + this.restMs;
    this.restMs = Math.min(LONGEST_REST_MS, this.restMs * 2);
  }

  /** It ended in a way that says nothing, e.g. because the caller left. */
  released(): void {
    this.trying = false;
  }
}
