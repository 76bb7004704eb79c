import type { ModelFacts } from '../contracts/model-facts.js';
import type { Allowance } from './allowance.js';
import { MinuteWindow } from './minute-window.js';

type RateLimit = NonNullable<ModelFacts['rateLimit']>;

const MINUTE_MS = 60_000;

/** Limits that the configuration declares, counted over the last minute of this process. */
export class DeclaredLimits {
  private readonly requests = new MinuteWindow();
  private readonly tokens = new MinuteWindow();

  constructor(private readonly limit: RateLimit) {}

  isFor(limit: RateLimit): boolean {
    return this.limit === limit;
  }

  started(tokens: number, now: number): void {
    this.requests.add(1, now);
    this.tokens.add(tokens, now);
  }

  /** What was started at `then` took so many tokens more than expected. */
  correct(tokens: number, then: number, now: number): void {
    this.tokens.correct(tokens, then, now);
  }

  read(kind: 'requests' | 'tokens', now: number): Allowance | undefined {
    const limit = kind === 'requests' ? this.limit.requestsPerMinute : this.limit.tokensPerMinute;
    if (limit === undefined || !(limit >= 0)) return undefined;
    const window = this[kind];
    const available = Math.max(0, limit - window.sum(now));
    // A limit of nothing never eases.
    const eases = window.eases(now) || (available < 1 ? MINUTE_MS : 0);
    return { available, roomMs: eases, fullMs: eases };
  }
}
