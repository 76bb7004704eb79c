import { Inject, Injectable } from '@nestjs/common';
import type { AttemptRecord } from '../contracts/attempt.js';
import { Clock } from '../contracts/clock.js';
import { failsTarget } from '../contracts/errors/blames-target.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { LivePerformance } from '../contracts/live-performance.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { Delivery } from '../contracts/provider-adapter.js';
import { Attempt } from './attempt.js';
import type { AttemptInit, AttemptLimits } from './attempt-init.js';
import { milliseconds, numberWithin, wholeNumber } from '../contracts/checked-options.js';
import type { Trial } from './circuit-breaker.js';
import { Hedging } from './hedging.js';
import { TargetHealth } from './target-health.js';
import { type Slot, TargetLimiter } from './target-limiter.js';
import { TrafficBudget } from './traffic-budget.js';
import { UsageCounter } from './usage-counter.js';

/** Starts tries, and learns from their ends: what all calls share. */
@Injectable()
export class AttemptDesk {
  /** Tries beyond the first of each call, of all calls together. */
  readonly retries: TrafficBudget;
  private readonly limits: AttemptLimits;

  constructor(
    @Inject(LLM_ROUTER_OPTIONS) { timeouts = {}, retries = {} }: LlmRouterOptions,
    readonly health: TargetHealth,
    readonly limiter: TargetLimiter,
    readonly hedging: Hedging,
    private readonly performance: LivePerformance,
    private readonly counter: UsageCounter,
    readonly clock: Clock,
  ) {
    this.limits = {
      connectMs: milliseconds('timeouts.connect', timeouts.connect ?? '5s'),
      firstPartMs: milliseconds('timeouts.firstPart', timeouts.firstPart ?? '60s'),
      idleMs: milliseconds('timeouts.idle', timeouts.idle ?? '60s'),
      attemptMs:
        timeouts.attempt === undefined
          ? Infinity
          : milliseconds('timeouts.attempt', timeouts.attempt),
    };
    this.retries = new TrafficBudget(
      numberWithin('retries.budget', retries.budget ?? 0.2, 0, 1),
      wholeNumber('retries.budgetFloor', retries.budgetFloor ?? 10, 0),
      clock,
    );
  }

  /** A call has begun: the budgets grow with them. */
  called(): void {
    this.retries.called();
    this.hedging.called();
  }

  start(
    init: Pick<AttemptInit, 'index' | 'kind' | 'target' | 'exchange' | 'waitedMs'>,
    slot: Slot,
  ): Attempt {
    const { target, exchange } = init;
    const { candidate } = target;
    const trial = this.health.started(candidate.id);
    return new Attempt({
      index: init.index,
      kind: init.kind,
      target,
      exchange,
      waitedMs: init.waitedMs,
      limits: this.limits,
      clock: this.clock,
      trace: this.performance.started(candidate, exchange.delivery),
      trial,
      counter: this.counter,
      onEnd: (record, failure, counted) => {
        slot.release(sampleOf(record, exchange.delivery));
        this.learn(trial, record, failure);
        exchange.journal.attempted(record, counted);
      },
    });
  }

  private learn(
    trial: Trial,
    { status, model }: AttemptRecord,
    failure: LlmRouterError | undefined,
  ): void {
    if (status === 'succeeded') this.health.succeeded(model, trial);
    else if (failure === undefined) this.health.released(model, trial);
    else this.health.failed(model, failure, trial);
  }
}

/** What an attempt says about how much its target takes; undefined where it says nothing. */
function sampleOf(
  { failure, firstPartMs, durationMs }: AttemptRecord,
  delivery: Delivery,
): Parameters<Slot['release']>[0] {
  if (failure !== undefined) {
    const failed = failsTarget(failure.code);
    return failed ? { delivery, latencyMs: durationMs, failed } : undefined;
  }
  if (firstPartMs === undefined) return undefined;
  return { delivery, latencyMs: delivery === 'stream' ? firstPartMs : durationMs, failed: false };
}
