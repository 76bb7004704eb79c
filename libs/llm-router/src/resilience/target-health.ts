import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../contracts/clock.js';
import { toMilliseconds } from '../contracts/duration.js';
import { blamesTarget } from '../contracts/errors/blames-target.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import {
  admits,
  type BreakerPolicy,
  type BreakerState,
  CLOSED,
  failed,
  held,
  released,
  started,
} from './circuit-breaker.js';
import { Random } from './random.js';

/** One circuit breaker for each model at a provider. */
@Injectable()
export class TargetHealth {
  private readonly states = new Map<string, BreakerState>();
  private readonly policy: BreakerPolicy | undefined;

  constructor(
    @Inject(LLM_ROUTER_OPTIONS) options: LlmRouterOptions,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    const breaker = options.breaker ?? {};
    this.policy =
      breaker === false
        ? undefined
        : {
            failures: breaker.failures ?? 5,
            coolDownMs: toMilliseconds(breaker.coolDown ?? '2s'),
            maxCoolDownMs: toMilliseconds(breaker.maxCoolDown ?? '15s'),
          };
  }

  admits(target: string): boolean {
    return admits(this.state(target), this.clock.now());
  }

  /** When the target may be asked again; undefined where it may now. */
  heldUntil(target: string): number | undefined {
    return this.admits(target) ? undefined : this.state(target).openUntil;
  }

  started(target: string): void {
    this.set(target, started(this.state(target)));
  }

  succeeded(target: string): void {
    this.set(target, CLOSED);
  }

  /** A call has its answer under way, or left early: another one may probe the target. */
  released(target: string): void {
    this.set(target, released(this.state(target)));
  }

  failed(target: string, error: LlmRouterError): void {
    if (this.policy === undefined) return;
    const now = this.clock.now();
    const state = this.state(target);
    // A deadline is the caller's choice; what the target did wrong before it is told by the limits of its phases.
    const blameless = !blamesTarget(error.code) || error.code === 'deadline_exceeded';
    // One key of several says nothing about the target either.
    if (blameless || error.anotherKey) this.set(target, released(state));
    else if (error.code === 'rate_limited') {
      this.set(target, held(state, now + (error.retryAfterMs ?? 1_000)));
    } else this.set(target, failed(state, this.policy, now, this.random.next));
  }

  private state(target: string): BreakerState {
    return this.states.get(target) ?? CLOSED;
  }

  private set(target: string, state: BreakerState): void {
    if (state === CLOSED) this.states.delete(target);
    else this.states.set(target, state);
  }
}
