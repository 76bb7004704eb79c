import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../contracts/clock.js';
import type { Priority } from '../contracts/directives.js';
import { OverloadedError } from '../contracts/errors/request-errors.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import { concurrencyPolicy, type ConcurrencyPolicy } from './concurrency-policy.js';
import { type SlotSample, TargetPlaces } from './target-places.js';
import { timeInWords } from './time-in-words.js';
import { type Waiter, WaitingLine } from './waiting-line.js';

/** A place at a target, for one attempt. It has to be released, whatever the ending; a second time does nothing. */
export interface Slot {
  release(sample?: SlotSample): void;
}

/** A slot, and where it is. */
export interface TakenSlot {
  readonly target: string;
  readonly slot: Slot;
}

/** Who asks for a place. */
export interface SlotNeed {
  readonly priority: Priority;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

interface Waiting extends Waiter {
  grant(taken: TakenSlot): void;
  refuse(reason: unknown): void;
}

/** A target that nobody used for so long starts anew. */
const FORGET_AFTER_MS = 10 * 60_000;
const SWEEP_EVERY_MS = 60_000;
/** Targets that are known at once, those in use apart. */
const MOST_TARGETS = 5_000;
/** Told to callers where nobody knows how long it takes. */
const UNKNOWN_WAIT_MS = 1_000;

const UNLIMITED: Slot = { release: () => undefined };

/**
 * Places at targets: as many as each takes without slowing down, and one bounded queue for the calls that find none.
 * Who cannot be served in time is refused at once.
 */
@Injectable()
export class TargetLimiter {
  private readonly policy: ConcurrencyPolicy | undefined;
  private readonly targets = new Map<string, TargetPlaces>();
  private readonly line = new WaitingLine<Waiting>();
  private sweptAt = -Infinity;

  /** Throws a `ConfigurationError` where an option of `concurrency` is out of its range. */
  constructor(
    @Inject(LLM_ROUTER_OPTIONS) { concurrency = {} }: LlmRouterOptions,
    private readonly clock: Clock,
  ) {
    this.policy = concurrency === false ? undefined : concurrencyPolicy(concurrency);
  }

  /** Calls that wait for a place. */
  get waiting(): number {
    return this.line.size;
  }

  /** Places in use at a target, and how many there are; undefined where it was not used of late. */
  of(target: string): { readonly inUse: number; readonly limit: number } | undefined {
    const places = this.targets.get(target);
    return places && { inUse: places.inUse, limit: places.limitNow };
  }

  /** A place at the target, where one is free. */
  tryTake(target: string): Slot | undefined {
    if (this.policy === undefined) return UNLIMITED;
    const places = this.targets.get(target) ?? this.open(target, this.policy);
    return places.isFree ? this.slot(target, places) : undefined;
  }

  /**
   * A place at the first of the targets that has one; where none has, at the one where it is this call's turn first.
   * Throws an `OverloadedError` where the queue is full, where the wait is going to take too long, and where it did; and
   * the signal's reason once it is aborted.
   */
  async take(targets: readonly string[], need: SlotNeed): Promise<TakenSlot> {
    need.signal.throwIfAborted();
    for (const target of targets) {
      const slot = this.tryTake(target);
      if (slot !== undefined) return { target, slot };
    }
    const { maxWaitMs, queue } = this.policy!;
    const leftMs = need.deadline - this.clock.now();
    const expectedMs = this.expectedWait(targets, need.priority);
    this.assertInTime(expectedMs, leftMs, maxWaitMs);
    if (this.line.size >= queue) this.makeRoom(need.priority, expectedMs);
    return this.wait(targets, need, Math.min(leftMs, maxWaitMs));
  }

  private wait(
    targets: readonly string[],
    { priority, signal }: SlotNeed,
    waitMs: number,
  ): Promise<TakenSlot> {
    return new Promise<TakenSlot>((resolve, reject) => {
      const leave = (): void => {
        this.line.remove(waiting);
        cancel();
        signal.removeEventListener('abort', onAbort);
      };
      const waiting: Waiting = {
        targets,
        priority,
        grant: (taken) => {
          leave();
          resolve(taken);
        },
        refuse: (reason) => {
          leave();
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a signal's own reason
          reject(reason);
        },
      };
      const onAbort = (): void => waiting.refuse(signal.reason);
      const cancel = this.clock.after(waitMs, () => {
        const message = `No place at ${targets.join(', ')} became free within ${timeInWords(waitMs)}.`;
        const againMs = this.expectedWait(targets, priority) ?? UNKNOWN_WAIT_MS;
        waiting.refuse(new OverloadedError(message, againMs));
      });
      signal.addEventListener('abort', onAbort, { once: true });
      this.line.add(waiting);
    });
  }

  private slot(target: string, places: TargetPlaces): Slot {
    const takenAt = this.clock.monotonic();
    const inUse = places.take(takenAt);
    let released = false;
    return {
      release: (sample) => {
        if (released) return;
        released = true;
        places.giveBack(takenAt, this.clock.monotonic(), inUse, sample);
        this.serve(target, places);
      },
    };
  }

  /** Whoever waits is served as soon as a place is free: so a place that is free is nobody's. */
  private serve(target: string, places: TargetPlaces): void {
    while (this.line.size > 0 && places.isFree) {
      const next = this.line.firstFor(target);
      if (next === undefined) return;
      next.grant({ target, slot: this.slot(target, places) });
    }
  }

  /** Milliseconds, as things are going; undefined where nothing is known. */
  private expectedWait(targets: readonly string[], priority: Priority): number | undefined {
    const now = this.clock.monotonic();
    let rate = 0;
    for (const target of targets) rate += this.targets.get(target)?.releaseRate(now) ?? 0;
    return rate > 0 ? (this.line.ahead(targets, priority) + 1) / rate : undefined;
  }

  private assertInTime(expectedMs = 0, leftMs: number, maxWaitMs: number): void {
    if (leftMs > 0 && expectedMs <= Math.min(leftMs, maxWaitMs)) return;
    const limit =
      leftMs < maxWaitMs
        ? `the call has ${leftMs > 0 ? timeInWords(leftMs) : 'no time'} left`
        : `calls wait for ${timeInWords(maxWaitMs)} at most`;
    const wait = expectedMs > 0 ? `would take about ${timeInWords(expectedMs)}` : 'takes a while';
    throw new OverloadedError(
      `The targets are busy: a place at one ${wait}, and ${limit}.`,
      expectedMs,
    );
  }

  /** Somebody who matters less gives way. */
  private makeRoom(priority: Priority, expectedMs = UNKNOWN_WAIT_MS): void {
    const message = `The targets are busy, and ${this.line.size} calls wait for a place already.`;
    const refusal = new OverloadedError(message, expectedMs);
    const displaced = this.line.leastBelow(priority);
    if (displaced === undefined) throw refusal;
    displaced.refuse(refusal);
  }

  private open(target: string, policy: ConcurrencyPolicy): TargetPlaces {
    this.sweep();
    const places = new TargetPlaces(policy);
    this.targets.set(target, places);
    return places;
  }

  private sweep(): void {
    const now = this.clock.monotonic();
    const full = this.targets.size >= MOST_TARGETS;
    if (now - this.sweptAt < SWEEP_EVERY_MS && !full) return;
    this.sweptAt = now;
    for (const [target, places] of this.targets) {
      if (places.isIdle(now, full ? 0 : FORGET_AFTER_MS)) this.targets.delete(target);
    }
  }
}
