import { Injectable } from '@nestjs/common';
import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import { Clock } from '../contracts/clock.js';
import { type Headroom, LivePerformance } from '../contracts/live-performance.js';
import type { RoutingContext } from '../contracts/routing-context.js';
import { LlmFilter } from '../plugin/plugin-markers.js';

/** Leaves out targets whose rate limit, reported by the provider or declared, has no room for the call. */
@LlmFilter()
@Injectable()
export class HeadroomFilter implements CandidateFilter {
  readonly id = 'headroom';
  /** Until when a target has too few tokens for the last call that it was too short of them for. */
  private readonly shortUntil = new WeakMap<Candidate, number>();

  constructor(
    private readonly performance: LivePerformance,
    private readonly clock: Clock,
  ) {}

  reject(candidate: Candidate, { prompt }: RoutingContext): string | undefined {
    const headroom = this.performance.of(candidate).headroom;
    if (headroom === undefined) return undefined;
    const { requests = Infinity, tokens = Infinity } = headroom;
    if (requests < 1) return `its rate limit takes no more requests for ${this.wait(headroom)}`;
    if (tokens >= prompt.tokens) return undefined;
    this.shortUntil.set(candidate, headroom.resetAt);
    return `its rate limit takes ${tokens} more tokens for ${this.wait(headroom)}, and the prompt has ${prompt.tokens}`;
  }

  retryAt(candidate: Candidate): number | undefined {
    const headroom = this.performance.of(candidate).headroom;
    if (headroom === undefined) return undefined;
    if ((headroom.requests ?? Infinity) < 1) return headroom.resetAt;
    const shortUntil = this.shortUntil.get(candidate) ?? 0;
    return shortUntil > this.clock.now() ? shortUntil : undefined;
  }

  private wait({ resetAt }: Headroom): string {
    return `${Math.max(1, Math.ceil((resetAt - this.clock.now()) / 1_000))} s`;
  }
}
