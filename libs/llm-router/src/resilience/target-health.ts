import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../contracts/clock.js';
import { failsTarget } from '../contracts/errors/blames-target.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { EventPublisher } from '../contracts/event-publisher.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import { type PeerState, PeerStates } from '../contracts/peer-states.js';
import { Random } from '../contracts/random.js';
import { type Availability, TargetAvailability } from '../contracts/target-availability.js';
import { breakerPolicy, type BreakerPolicy, NEVER_OPEN } from './breaker-policy.js';
import { CircuitBreaker, type Trial } from './circuit-breaker.js';
import { type Moment, momentOf } from './moment.js';
import { WatchedTarget } from './watched-target.js';

/** Where a target limits the rate and does not say for how long. */
const DEFAULT_HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 3_600_000;
/** Targets that are watched at once. Models are made up by callers where a provider takes any name. */
const MOST_TARGETS = 5_000;

const OPEN: Availability = { state: 'open' };

/**
 * One circuit breaker for each model at a provider, and the pauses that they ask for. Whoever makes an attempt tells
 * `started()`, and hands what it returns back with how the attempt went: so a failure of a call from before an ejection
 * does not lengthen it. Without that, an outcome is taken for the last probe's.
 *
 * Transitions are published as `target-changed`; those that only time brings (the end of a pause) when somebody looks.
 */
@Injectable()
export class TargetHealth extends TargetAvailability {
  private readonly watched = new Map<string, WatchedTarget>();
  private readonly policy: BreakerPolicy;
  private readonly ejects: boolean;
  private sweptAt = -Infinity;
  private lastOrder = 0;

  /** Throws a `ConfigurationError` where an option of `breaker` is out of its range. */
  constructor(
    @Inject(LLM_ROUTER_OPTIONS) { breaker = {} }: LlmRouterOptions,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly events: EventPublisher,
    private readonly peers: PeerStates,
  ) {
    super();
    this.ejects = breaker !== false;
    this.policy = breaker === false ? NEVER_OPEN : breakerPolicy(breaker);
    peers.tell(() => this.tellables());
  }

  of(target: string): Availability {
    const now = momentOf(this.clock);
    return this.look(target, now)?.availability(now) ?? OPEN;
  }

  all(): ReadonlyMap<string, Availability> {
    return new Map([...this.watched.keys()].map((target) => [target, this.of(target)]));
  }

  /** Whether the target may be asked now. */
  admits(target: string): boolean {
    const now = momentOf(this.clock);
    return this.look(target, now)?.admits(now) ?? true;
  }

  /** Whether the last that was heard of the target is a failure. */
  isFailing(target: string): boolean {
    return this.look(target, momentOf(this.clock))?.breaker.isFailing ?? false;
  }

  /** When the target may be asked again, in epoch milliseconds; undefined where it may now. */
  heldUntil(target: string): number | undefined {
    return this.of(target).until;
  }

  /** Why the breaker keeps calls away, in words; undefined where it does not. */
  whyEjected(target: string): string | undefined {
    const now = momentOf(this.clock);
    return this.look(target, now)?.whyEjected(now);
  }

  /** Which pause keeps calls away, in words; undefined where the target asked for none. */
  whyHeld(target: string): string | undefined {
    const now = momentOf(this.clock);
    return this.look(target, now)?.whyHeld(now);
  }

  /** An attempt begins. */
  started(target: string): Trial {
    return this.learn(target, ({ breaker }, { mono }) => breaker.started(mono));
  }

  /** The first part of the answer is here: a target that was left alone is open again, unless the answer breaks off. */
  answered(target: string, trial?: Trial): void {
    this.learn(target, ({ breaker }) => breaker.answered(trial));
  }

  /** The answer is complete. */
  succeeded(target: string, trial?: Trial): void {
    this.learn(target, ({ breaker }, { mono }) => breaker.succeeded(mono, trial));
  }

  /** The attempt says nothing about the target, e.g. since its caller left: another one may probe. */
  released(target: string, trial?: Trial): void {
    this.learn(target, ({ breaker }) => breaker.released(trial));
  }

  failed(target: string, error: LlmRouterError, trial?: Trial): void {
    this.learn(target, (watched, now) => {
      const { breaker } = watched;
      // One key of several says nothing about the target.
      if (!failsTarget(error.code) || error.anotherKey) return breaker.released(trial);
      const limited = error.code === 'rate_limited';
      const pauseMs = error.retryAfterMs ?? (limited ? DEFAULT_HOLD_MS : 0);
      if (pauseMs > 0) watched.hold(Math.min(pauseMs, LONGEST_HOLD_MS), now);
      if (limited) breaker.released(trial);
      else breaker.failed(now.mono, trial);
    });
  }

  /** The target stays silent for unusually long. */
  slow(target: string, trial?: Trial): void {
    this.learn(target, ({ breaker }, { mono }) => breaker.silent(mono, trial));
  }

  private learn<T>(target: string, lesson: (watched: WatchedTarget, now: Moment) => T): T {
    const now = momentOf(this.clock);
    const watched = this.look(target, now) ?? this.watch(target, now);
    const learned = lesson(watched, now);
    this.publish(target, watched, now);
    return learned;
  }

  /** What is known of a target, by now and by all processes. */
  private look(target: string, now: Moment): WatchedTarget | undefined {
    const peer = this.peers.of(target);
    let watched = this.watched.get(target);
    if (peer !== undefined && this.matters(peer, now)) {
      watched ??= this.watch(target, now);
      watched.heardOf(this.ejects ? peer : { ...peer, ejectedUntil: 0 }, now, LONGEST_HOLD_MS);
    }
    if (watched !== undefined) this.publish(target, watched, now);
    return watched;
  }

  private matters({ ejectedUntil = 0, heldUntil = 0 }: PeerState, { wall }: Moment): boolean {
    return heldUntil > wall || (this.ejects && ejectedUntil > wall);
  }

  private watch(target: string, now: Moment): WatchedTarget {
    this.sweep(now);
    const watched = new WatchedTarget(
      new CircuitBreaker(this.policy, this.random.next, () => ++this.lastOrder),
    );
    this.watched.set(target, watched);
    return watched;
  }

  private publish(target: string, watched: WatchedTarget, now: Moment): void {
    const transition = watched.transition(now);
    if (transition === undefined) return;
    const { until } = watched.availability(now);
    this.events.publish({
      type: 'target-changed',
      target,
      ...transition,
      at: now.wall,
      ...(until === undefined ? {} : { until }),
    });
  }

  /** Forgets targets of which nothing is left to know; where there are too many all the same, the oldest. */
  private sweep(now: Moment): void {
    if (now.mono - this.sweptAt >= this.policy.windowMs) {
      this.sweptAt = now.mono;
      for (const [target, watched] of this.watched) {
        this.publish(target, watched, now);
        if (watched.isIdle(now)) this.watched.delete(target);
      }
    }
    if (this.watched.size < MOST_TARGETS) return;
    for (const oldest of this.watched.keys()) {
      this.watched.delete(oldest);
      break;
    }
  }

  private *tellables(): Iterable<readonly [target: string, state: Partial<PeerState>]> {
    const now = momentOf(this.clock);
    for (const [target, watched] of this.watched) {
      const state = watched.tellable(now);
      if (state !== undefined) yield [target, state];
    }
  }
}
