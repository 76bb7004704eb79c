import { Injectable } from '@nestjs/common';
import type { Candidate } from '../../contracts/candidate.js';
import { Clock } from '../../contracts/clock.js';
import { LivePerformance } from '../../contracts/live-performance.js';
import { Random } from '../../contracts/random.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import type { Ranked, RoutingStrategy } from '../../contracts/routing-strategy.js';
import { TargetAvailability } from '../../contracts/target-availability.js';
import { LlmStrategy } from '../../plugin/plugin-markers.js';
import { chanceOf, drawKey, drawSeed, weightOf } from './draw.js';
import { expectedCost, usualOutput } from './expected-usage.js';
import { type Entry, inOrder } from './ranking.js';

/** How long an outage counts. */
const OUTAGE_MS = 30_000;
const MOST_ERRORS = 0.3;
/** What is free counts as this share of the dearest, as the inverse square of nothing is no share. */
const LEAST_SHARE_OF_DEAREST = 1e-3;
const PICO_PER_USD = 1e12;

const HEALTHY = 0;
const AFTER_OUTAGE = 1;
const WEIGHTLESS = 2;

/**
 * `price-weighted`: drawn anew for each call, each candidate by the inverse square of what the call is likely to cost
 * there, times its weight; one of unknown price counts as the dearest. Who was ejected in the last 30 seconds, or fails
 * more than 30 % of its attempts, comes after the others, and a weight of 0 last.
 */
@LlmStrategy()
@Injectable()
export class PriceWeightedStrategy implements RoutingStrategy {
  readonly id = 'price-weighted';

  constructor(
    private readonly performance: LivePerformance,
    private readonly availability: TargetAvailability,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  rank(candidates: readonly Candidate[], context: RoutingContext): Ranked[] {
    const seed = drawSeed(this.random);
    const usual = usualOutput(candidates, this.performance);
    const costs = candidates.map((it) => this.costOf(it, context, usual));
    const known = costs.filter((it) => it !== undefined);
    const dearest = Math.max(0, ...known);
    const floor = Math.max(Math.min(dearest, ...known), dearest * LEAST_SHARE_OF_DEAREST);
    return inOrder(
      candidates.map((candidate, index) =>
        this.entry(candidate, costs[index], dearest, floor, seed),
      ),
    );
  }

  private costOf(
    candidate: Candidate,
    context: RoutingContext,
    usual: number | undefined,
  ): number | undefined {
    const cost = expectedCost(candidate, context, this.performance.of(candidate), usual);
    return cost === undefined ? undefined : Number(cost);
  }

  private entry(
    candidate: Candidate,
    known: number | undefined,
    dearest: number,
    floor: number,
    seed: number,
  ): Entry {
    const cost = Math.max(known ?? dearest, floor);
    const share = cost > 0 ? (floor / cost) ** 2 : 1;
    const weight = weightOf(candidate);
    const group = weight === 0 ? WEIGHTLESS : this.hadOutage(candidate) ? AFTER_OUTAGE : HEALTHY;
    const chance = chanceOf(candidate.id, seed);
    const price =
      known === undefined ? 'of unknown price' : `for ${known / PICO_PER_USD} US dollars`;
    return {
      candidate,
      group,
      key: drawKey(chance, (weight || 1) * share),
      ...(known === undefined ? {} : { score: known / PICO_PER_USD }),
      because: group === AFTER_OUTAGE ? `${price}, but failing of late` : `drawn ${price}`,
    };
  }

  private hadOutage(candidate: Candidate): boolean {
    if (this.performance.of(candidate).errorRate > MOST_ERRORS) return true;
    const { ejectedAt } = this.availability.of(candidate.id);
    if (ejectedAt === undefined) return false;
    const elapsed = this.clock.now() - ejectedAt;
    return elapsed >= 0 && elapsed < OUTAGE_MS;
  }
}
