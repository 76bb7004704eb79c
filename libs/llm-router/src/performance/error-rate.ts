/** How fast outcomes are forgotten, in milliseconds. */
const TAU_MS = 10_000;

/**
 * Share of attempts that failed, as an average that forgets by time. While none ends it fades too: a target that is
 * left alone because it failed has to look worth a try again.
 */
export class ErrorRate {
  private failures = 0;
  private total = 0;
  private at = 0;

  succeeded(now: number): void {
    this.forget(now);
    this.total++;
  }

  failed(now: number): void {
    this.forget(now);
    this.total++;
    this.failures++;
  }

  /** The target is well again: what failed before says nothing any more. */
  forgive(): void {
    this.failures = 0;
  }

  /** 0 to 1. */
  rate(now: number): number {
    if (this.failures === 0) return 0;
    return (this.failures / this.total) * Math.exp((this.at - now) / TAU_MS);
  }

  private forget(now: number): void {
    const kept = Math.exp((this.at - now) / TAU_MS);
    this.failures *= kept;
    this.total *= kept;
    this.at = now;
  }
}
