import { Injectable } from '@nestjs/common';
import type { Candidate } from '../../contracts/candidate.js';
import { Clock } from '../../contracts/clock.js';
import { LivePerformance, type TargetPerformance } from '../../contracts/live-performance.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import type { Ranked, RoutingStrategy } from '../../contracts/routing-strategy.js';
import { LlmStrategy } from '../../plugin/plugin-markers.js';
import { MeasuredOrder } from './measured-order.js';

const SECOND_MS = 1_000;

/**
 * `throughput`: by tokens per second at the median of late; the score is milliseconds per token. Targets that are not
 * measured yet are explored, one call at a time.
 */
@LlmStrategy()
@Injectable()
export class ThroughputStrategy implements RoutingStrategy {
  readonly id = 'throughput';
  private readonly order: MeasuredOrder;

  constructor(performance: LivePerformance, clock: Clock) {
    this.order = new MeasuredOrder(
      {
        scoreOf: millisecondsPerToken,
        words: (score) => `${Math.round(SECOND_MS / score)} tokens/s at p50`,
      },
      performance,
      clock,
    );
  }

  rank(candidates: readonly Candidate[], context: RoutingContext): Ranked[] {
    return this.order.rank(candidates, context);
  }
}

function millisecondsPerToken(
  live: TargetPerformance,
  { delivery }: RoutingContext,
): number | undefined {
  const tokensPerSecond = live.percentile('throughput', 50, delivery) ?? NaN;
  return tokensPerSecond > 0 && tokensPerSecond < Infinity
    ? SECOND_MS / tokensPerSecond
    : undefined;
}
