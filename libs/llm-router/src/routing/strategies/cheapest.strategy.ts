import { Injectable } from '@nestjs/common';
import type { Candidate } from '../../contracts/candidate.js';
import { LivePerformance } from '../../contracts/live-performance.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import type { Ranked, RoutingStrategy } from '../../contracts/routing-strategy.js';
import { formatUsd } from '../../foundation/pico-dollars.js';
import { LlmStrategy } from '../../plugin/plugin-markers.js';
import { expectedCost, usualOutput } from './expected-usage.js';
import { type Entry, inOrder } from './ranking.js';

const PICO_PER_USD = 1e12;

/** `cheapest`: by what this very call is likely to cost, in US dollars; unknown prices come last. */
@LlmStrategy()
@Injectable()
export class CheapestStrategy implements RoutingStrategy {
  readonly id = 'cheapest';

  constructor(private readonly performance: LivePerformance) {}

  rank(candidates: readonly Candidate[], context: RoutingContext): Ranked[] {
    const usual = usualOutput(candidates, this.performance);
    return inOrder(candidates.map((candidate) => this.entry(candidate, context, usual)));
  }

  private entry(candidate: Candidate, context: RoutingContext, usual: number | undefined): Entry {
    const cost = expectedCost(candidate, context, this.performance.of(candidate), usual);
    if (cost === undefined) return { candidate, group: 1, key: 0, because: 'its price is unknown' };
    // Exact up to nine thousand dollars.
    const pico = Number(cost);
    return {
      candidate,
      group: 0,
      key: pico,
      score: pico / PICO_PER_USD,
      because: `expected to cost ${formatUsd(cost)} US dollars`,
    };
  }
}
