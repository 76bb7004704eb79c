import type { Headroom } from '../contracts/live-performance.js';
import type { ModelFacts } from '../contracts/model-facts.js';
import { tighter } from './allowance.js';
import { DeclaredLimits } from './declared-limits.js';
import { ReportedLimits, type Started } from './reported-limits.js';

/** What a target still takes, from what its provider reports, what is declared, and what was started. */
export class RateHeadroom {
  private reported: ReportedLimits | undefined;
  private declared: DeclaredLimits | undefined;
  private latest: Started = { number: 0, tokens: 0 };

  /** Counts by these limits from now on; the same ones change nothing. */
  declare(limit: ModelFacts['rateLimit']): void {
    if (limit === undefined) this.declared = undefined;
    else if (this.declared?.isFor(limit) !== true) this.declared = new DeclaredLimits(limit);
  }

  /** `tokens` is what the attempt is expected to take. */
  started(tokens: number, now: number): Started {
    this.latest = { number: this.latest.number + 1, tokens: this.latest.tokens + tokens };
    this.declared?.started(tokens, now);
    this.reported?.started(tokens);
    return this.latest;
  }

  /** `wall` in epoch milliseconds: a reset may be told as a time of day. */
  opened(
    headers: Readonly<Record<string, string>>,
    credential: string,
    as: Started,
    now: number,
    wall: number,
  ): void {
    this.reported ??= new ReportedLimits();
    this.reported.report(headers, credential, as, this.latest, now, wall);
  }

  /** An attempt that was started at `then` took so many tokens more than expected. */
  correct(tokens: number, as: Started, then: number, now: number): void {
    this.declared?.correct(tokens, then, now);
    this.reported?.correct(tokens, as);
  }

  read(now: number, wall: number): Headroom | undefined {
    if (this.reported === undefined && this.declared === undefined) return undefined;
    const requests = this.allowance('requests', now);
    const tokens = this.allowance('tokens', now);
    if (requests === undefined && tokens === undefined) return undefined;
    const spent = [requests, tokens].filter((it) => it !== undefined && it.available < 1);
    const waitMs =
      spent.length > 0
        ? Math.max(...spent.map((it) => it?.roomMs ?? 0))
        : (tokens?.fullMs ?? requests?.fullMs ?? 0);
    return {
      ...(requests === undefined ? {} : { requests: Math.floor(requests.available) }),
      ...(tokens === undefined ? {} : { tokens: Math.floor(tokens.available) }),
      resetAt: wall + Math.ceil(waitMs),
    };
  }

  private allowance(kind: 'requests' | 'tokens', now: number) {
    return tighter(this.reported?.read(kind, now), this.declared?.read(kind, now));
  }
}
