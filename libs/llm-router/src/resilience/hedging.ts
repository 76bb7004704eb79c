import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../contracts/clock.js';
import type { Candidate } from '../contracts/candidate.js';
import { LivePerformance } from '../contracts/live-performance.js';
import {
  type HedgeOptions,
  LLM_ROUTER_OPTIONS,
  type LlmRouterOptions,
} from '../contracts/options.js';
import type { Delivery } from '../contracts/provider-adapter.js';
import { milliseconds, numberWithin, wholeNumber } from '../contracts/checked-options.js';
import { TrafficBudget } from './traffic-budget.js';

/** Hedges that ten seconds always allow, however few calls there are. */
const BUDGET_FLOOR = 2;

/**
 * When a second target is asked beside a silent one: after the live percentile of the first one's time to the first part
 * (J. Dean and L. A. Barroso, "The Tail at Scale", CACM 2013), within a share of all calls.
 */
@Injectable()
export class Hedging {
  private readonly percentile: number;
  private readonly minSamples: number;
  private readonly minDelayMs: number;
  private readonly budget: TrafficBudget | undefined;

  /** Throws a `ConfigurationError` where an option is out of its range. */
  constructor(
    @Inject(LLM_ROUTER_OPTIONS) { hedge = {} }: LlmRouterOptions,
    private readonly performance: LivePerformance,
    clock: Clock,
  ) {
    const options: HedgeOptions = hedge === false ? {} : hedge;
    this.percentile = numberWithin('hedge.percentile', options.percentile ?? 95, 1, 100);
    this.minSamples = wholeNumber('hedge.minSamples', options.minSamples ?? 20);
    this.minDelayMs = milliseconds('hedge.minDelay', options.minDelay ?? '50ms');
    const share = numberWithin('hedge.budget', options.budget ?? 0.05, 0, 1);
    this.budget =
      hedge === false || share === 0 ? undefined : new TrafficBudget(share, BUDGET_FLOOR, clock);
  }

  /** A call has begun: the budget grows with them. */
  called(): void {
    this.budget?.called();
  }

  /** How long to wait for the first part before another target is asked; undefined: too little is known, or it is off. */
  delayMs(candidate: Candidate, delivery: Delivery): number | undefined {
    if (this.budget === undefined) return undefined;
    const live = this.performance.of(candidate);
    if (live.samples < this.minSamples) return undefined;
    const usual = live.percentile('firstPart', this.percentile, delivery);
    return usual === undefined ? undefined : Math.max(this.minDelayMs, usual);
  }

  /** Takes one hedge out of the budget; false where it is used up. */
  tryTake(): boolean {
    return this.budget?.tryTake() ?? false;
  }
}
