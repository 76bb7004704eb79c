import { Inject, Injectable } from '@nestjs/common';
import type { Candidate } from '../../contracts/candidate.js';
import { Clock } from '../../contracts/clock.js';
import { toMilliseconds } from '../../contracts/duration.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import { LivePerformance } from '../../contracts/live-performance.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../../contracts/options.js';
import { Random } from '../../contracts/random.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import type { Ranked, RoutingStrategy } from '../../contracts/routing-strategy.js';
import { type Availability, TargetAvailability } from '../../contracts/target-availability.js';
import { LlmStrategy } from '../../plugin/plugin-markers.js';
import { explainScore, type Measured, Yardstick } from './balanced-score.js';
import { drawSeed, weightOf } from './draw.js';
import { expectedCost, usualOutput } from './expected-usage.js';
import { betterOfTwo, type Drawable } from './two-choices.js';

/** The share of the draws that a target takes part in at the moment when it recovers. */
const FIRST_PRESENCE = 0.1;

/** A candidate with everything that decides about it. */
class Contender implements Measured, Drawable {
  readonly id: string;
  score = 0;

  constructor(
    readonly candidate: Candidate,
    readonly weight: number,
    readonly presence: number,
    /** It was left alone, and a call should find out how it is. */
    readonly isDue: boolean,
    readonly latency: number | undefined,
    readonly inFlight: number,
    readonly errorRate: number,
    readonly cost: number | undefined,
  ) {
    this.id = candidate.id;
  }
}

/**
 * `balanced`, the default: of two that are drawn by weight, the better one goes first, and the rest follow by score:
 * latency (peak-sensitive) × attempts under way × errors × price, less is better. A target that was left alone gets the
 * next call once its time is over, and where it has recovered comes back by and by (`routing.slowStart`). A weight of 0
 * comes last.
 */
@LlmStrategy()
@Injectable()
export class BalancedStrategy implements RoutingStrategy {
  readonly id = 'balanced';
  private readonly priceWeight: number;
  private readonly slowStartMs: number;

  constructor(
    private readonly performance: LivePerformance,
    private readonly availability: TargetAvailability,
    private readonly clock: Clock,
    private readonly random: Random,
    @Inject(LLM_ROUTER_OPTIONS) { routing = {} }: LlmRouterOptions,
  ) {
    this.priceWeight = routing.priceWeight ?? 0.5;
    if (!(this.priceWeight >= 0 && this.priceWeight < Infinity)) {
      throw new ConfigurationError(
        `routing.priceWeight: ${String(routing.priceWeight)} is no weight. Legal: a number of 0 or more.`,
      );
    }
    this.slowStartMs = toMilliseconds(routing.slowStart ?? '5s');
  }

  rank(candidates: readonly Candidate[], context: RoutingContext): Ranked[] {
    const yardstick = new Yardstick(this.priceWeight);
    const usual = this.priceWeight === 0 ? undefined : usualOutput(candidates, this.performance);
    const contenders: Contender[] = [];
    for (const candidate of candidates) {
      const contender = this.contender(candidate, context, usual);
      yardstick.see(contender);
      contenders.push(contender);
    }
    for (const it of contenders) it.score = yardstick.score(it);
    const winner =
      contenders.find((it) => it.isDue && it.weight > 0) ??
      betterOfTwo(contenders, drawSeed(this.random));
    contenders.sort((a, b) => (a === winner ? -1 : b === winner ? 1 : compare(a, b)));
    return contenders.map((it) => ({
      candidate: it.candidate,
      score: it.score,
      because: explainScore(it, yardstick.priceRatio(it)),
    }));
  }

  private contender(
    candidate: Candidate,
    context: RoutingContext,
    usual: number | undefined,
  ): Contender {
    const live = this.performance.of(candidate);
    const availability = this.availability.of(candidate.id);
    const latency = live.latency(context.delivery) ?? NaN;
    const cost = this.priceWeight === 0 ? undefined : expectedCost(candidate, context, live, usual);
    return new Contender(
      candidate,
      weightOf(candidate),
      this.presence(availability),
      availability.state === 'ejected' && availability.until === undefined,
      latency >= 0 && latency < Infinity ? latency : undefined,
      live.inFlight,
      live.errorRate,
      cost === undefined ? undefined : Number(cost),
    );
  }

  /** Less than 1 for a while after the target has recovered. */
  private presence({ recoveredAt }: Availability): number {
    if (recoveredAt === undefined) return 1;
    const elapsed = this.clock.now() - recoveredAt;
    // A clock that was set back says nothing about how long ago it was.
    if (!(elapsed >= 0 && elapsed < this.slowStartMs)) return 1;
    return Math.max(FIRST_PRESENCE, elapsed / this.slowStartMs);
  }
}

function compare(a: Contender, b: Contender): number {
  const byWeight = Number(a.weight === 0) - Number(b.weight === 0);
  return byWeight || a.score - b.score || (a.id < b.id ? -1 : 1);
}
