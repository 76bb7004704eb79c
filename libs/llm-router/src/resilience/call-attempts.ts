import type { AttemptPlan, PlannedTarget } from '../contracts/attempt-plan.js';
import type { AttemptKind } from '../contracts/attempt.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { AttemptsExhaustedError } from '../contracts/errors/routing-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import type { QuotaLease } from '../contracts/quota.js';
import type { Attempt } from './attempt.js';
import type { AttemptDesk } from './attempt-desk.js';
import { continueRequest } from './continue-request.js';
import { type HedgedCall, HedgedTries, type Opening } from './hedged-tries.js';
import { pause } from './pause.js';
import type { RetryQueue, Turn } from './retry-queue.js';
import type { Slot } from './target-limiter.js';

/** Told to callers when everything failed and no provider said when to come back. */
const DEFAULT_RETRY_AFTER_MS = 1_000;

/** A target with a place at it. */
interface Place {
  readonly target: PlannedTarget;
  readonly slot: Slot;
}

/** The tries of one call: each at the best target that has room, until one commits to an answer. */
export class CallAttempts {
  private last: LlmRouterError | undefined;
  /** Why a further try was not made. */
  private heldBack = '';
  private refusal: LlmRouterError | undefined;
  private started = 0;
  private partialText: string | undefined;
  private readonly tries: HedgedTries;

  constructor(
    private readonly exchange: Exchange,
    private readonly plan: AttemptPlan,
    private readonly queue: RetryQueue,
    private readonly desk: AttemptDesk,
    private readonly lease: QuotaLease,
  ) {
    this.tries = new HedgedTries({
      exchange,
      plan,
      queue,
      desk,
      extend: (target) => this.extend(target),
      start: (turn, slot, waitedMs) => {
        const attempt = this.start(turn, slot, waitedMs);
        return { attempt, opening: this.opening(turn, attempt) };
      },
    });
  }

  /** Tries that have been made. */
  get count(): number {
    return this.started;
  }

  /**
   * Resolves with the first try that commits. Rejects with a failure that nobody would answer differently as it is, and
   * with `AttemptsExhaustedError` where all that the plan, the policy and the retry budget allow was tried.
   */
  async commit(): Promise<Attempt> {
    const { queue, desk, exchange } = this;
    while (!queue.exhausted) {
      const since = desk.clock.monotonic();
      const pauseMs = queue.nextAt - desk.clock.now();
      if (pauseMs > 0) await pause(desk.clock, pauseMs, exchange.signal);
      const place = await this.place();
      if (place === undefined) continue;
      const { target, slot } = place;
      if (!this.mayTry(target)) {
        slot.release();
        throw this.exhausted(' Nothing more was tried: the budget for retries is used up.');
      }
      const refusal = await this.extend(target);
      if (refusal !== undefined) {
        slot.release();
        queue.drop(target);
        this.refusal ??= refusal;
        this.heldBack = ` ${target.candidate.id} was not tried: ${refusal.message}`;
        continue;
      }
      const turn = queue.next(target)!;
      const opening = await this.tries.open(turn, slot, desk.clock.monotonic() - since);
      if ('attempt' in opening) return opening.attempt;
      this.last = opening.failure;
      if (exchange.signal.aborted || this.last.disposition === 'fail') throw this.last;
    }
    throw this.exhausted();
  }

  /** As `commit`, for a reply of which `text` has come already. */
  continue(text: string): Promise<Attempt> {
    this.partialText = text;
    return this.commit();
  }

  /**
   * Retries come out of a budget. The first try does not, nor another key of the same provider, nor a step from a target
   * that failed to one that is in order: who is down must not take down the calls that others could serve.
   */
  private mayTry({ candidate }: PlannedTarget): boolean {
    const { queue, desk, last } = this;
    if (!queue.begun || last?.anotherKey === true) return true;
    if (!queue.hasTried(candidate.id) && !desk.health.isFailing(candidate.id)) return true;
    return desk.retries.tryTake();
  }

  /** A place at the best target that has one. Targets that went out since the plan was made are passed over. */
  private async place(): Promise<Place | undefined> {
    const { queue, desk, exchange } = this;
    const ready = queue.ready(desk.clock.now());
    const admitted = ready.filter((it) => it.out || desk.health.admits(it.candidate.id));
    if (admitted.length < ready.length && (admitted.length > 0 || queue.begun)) {
      for (const target of ready) if (!admitted.includes(target)) queue.drop(target);
    }
    const targets = admitted.length > 0 || queue.begun ? admitted : ready;
    for (const target of [...targets, ...queue.reserve]) {
      const slot = desk.limiter.tryTake(target.candidate.id);
      if (slot !== undefined) return { target, slot };
    }
    if (targets.length === 0) return undefined;
    const names = targets.map((it) => it.candidate.id);
    const { priority = 'normal' } = this.plan.route;
    const { deadline, signal } = exchange;
    const taken = await desk.limiter
      .take(names, { priority, deadline, signal })
      .catch((error: unknown) => {
        throw this.last === undefined || signal.aborted ? error : this.exhausted();
      });
    return { target: targets[names.indexOf(taken.target)]!, slot: taken.slot };
  }

  /** Why the quotas have no room for one more try; undefined: they have. */
  private extend(target: PlannedTarget): ReturnType<HedgedCall['extend']> {
    return this.lease.extend?.(target, this.started);
  }

  private start(turn: Turn, slot: Slot, waitedMs: number): Attempt {
    const { exchange, desk, partialText } = this;
    const { target } = turn;
    this.started++;
    if (partialText === undefined) {
      return desk.start({ ...turn, exchange, waitedMs }, slot);
    }
    const request = continueRequest(target.request ?? exchange.request, partialText);
    const kind: AttemptKind = turn.kind === 'hedge' ? 'hedge' : 'continuation';
    return desk.start({ ...turn, kind, target: { ...target, request }, exchange, waitedMs }, slot);
  }

  private async opening(turn: Turn, attempt: Attempt): Promise<Opening> {
    try {
      await attempt.open();
      this.desk.health.answered(attempt.candidate.id, attempt.trial);
      return { attempt };
    } catch (error) {
      const failure = LlmRouterError.from(error);
      if (failure.code !== 'hedge_lost') {
        this.queue.failed(turn, failure, this.desk.clock.now());
      }
      return { failure };
    }
  }

  private exhausted(because = this.heldBack): LlmRouterError {
    const { last } = this;
    // Nobody was asked.
    if (last === undefined && this.refusal !== undefined) return this.refusal;
    // What every candidate says of the request itself, e.g. that it is too long, is the caller's to hear.
    if (last?.httpStatus === 400) return last;
    const { attempts, rejections } = this.exchange.journal;
    const retryAfterMs = last?.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS;
    return new AttemptsExhaustedError(attempts, last!, retryAfterMs, because, rejections);
  }
}
