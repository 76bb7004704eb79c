import type { UsageReader } from './usage-reader.js';

/** A total that classes of tokens are taken out of; none gets more than there is. */
export class TokenTotal {
  /** What no class has taken. */
  left: number;

  constructor(
    private readonly reader: UsageReader,
    private readonly total = 0,
  ) {
    this.left = total;
  }

  /** A class that shares no token with those before: more than is left cannot be right. */
  take(count = 0): number {
    if (count > this.left) this.reader.doubt();
    return this.atMost(count);
  }

  /** A class that may share tokens with those before, which keep them: more than the total cannot be right. */
  takeRest(count = 0): number {
    if (count > this.total) this.reader.doubt();
    return this.atMost(count);
  }

  private atMost(count: number): number {
    const taken = Math.min(count, this.left);
    this.left -= taken;
    return taken;
  }
}
