import { Inject, Injectable } from '@nestjs/common';
import type { Candidate } from '../../contracts/candidate.js';
import { Clock } from '../../contracts/clock.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import { LivePerformance } from '../../contracts/live-performance.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../../contracts/options.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import type { Ranked, RoutingStrategy } from '../../contracts/routing-strategy.js';
import { LlmStrategy } from '../../plugin/plugin-markers.js';
import { MeasuredOrder } from './measured-order.js';

const METRICS = { 'first-part': 'firstPart', total: 'duration' } as const;

/**
 * `fastest`: by milliseconds to the first part, or in all, at a percentile of late (`routing.fastest`). Targets that
 * are not measured yet are explored, one call at a time.
 */
@LlmStrategy()
@Injectable()
export class FastestStrategy implements RoutingStrategy {
  readonly id = 'fastest';
  private readonly order: MeasuredOrder;

  constructor(
    performance: LivePerformance,
    clock: Clock,
    @Inject(LLM_ROUTER_OPTIONS) { routing = {} }: LlmRouterOptions,
  ) {
    const { metric = 'first-part', percentile = 50 } = routing.fastest ?? {};
    if (!Object.hasOwn(METRICS, metric)) {
      throw new ConfigurationError(
        `routing.fastest.metric: ${JSON.stringify(metric)} is not known. Legal: "first-part", "total".`,
      );
    }
    if (!(percentile >= 0 && percentile <= 100)) {
      throw new ConfigurationError(
        `routing.fastest.percentile: ${JSON.stringify(percentile)} is no percentile. Legal: a number in 0 to 100.`,
      );
    }
    const what = metric === 'total' ? ' in all' : '';
    this.order = new MeasuredOrder(
      {
        scoreOf: (live, { delivery }) => live.percentile(METRICS[metric], percentile, delivery),
        words: (score) => `${Math.round(score)} ms${what} at p${percentile}`,
      },
      performance,
      clock,
    );
  }

  rank(candidates: readonly Candidate[], context: RoutingContext): Ranked[] {
    return this.order.rank(candidates, context);
  }
}
