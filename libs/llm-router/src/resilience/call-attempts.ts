import type { AttemptPlan, PlannedTarget } from '../contracts/attempt-plan.js';
import type { AttemptKind } from '../contracts/attempt.js';
import type { Cancel } from '../contracts/clock.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { AttemptsExhaustedError } from '../contracts/errors/routing-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import type { Attempt } from './attempt.js';
import type { AttemptDesk } from './attempt-desk.js';
import { continueRequest } from './continue-request.js';
import { HedgeLostError } from './hedge-lost-error.js';
import { pause } from './pause.js';
import type { RetryQueue, Turn } from './retry-queue.js';
import type { Slot } from './target-limiter.js';

/** Told to callers when everything failed and no provider said when to come back. */
const DEFAULT_RETRY_AFTER_MS = 1_000;

/** How a try came to its commit point, or why it did not. */
type Opening = { readonly attempt: Attempt } | { readonly failure: LlmRouterError };

/** A try beside another one. */
interface Hedge {
  readonly attempt: Attempt;
  readonly opening: Promise<Opening>;
}

/** A target with a place at it. */
interface Place {
  readonly target: PlannedTarget;
  readonly slot: Slot;
}

/** The tries of one call: each at the best target that has room, until one commits to an answer. */
export class CallAttempts {
  private last: LlmRouterError | undefined;
  private started = 0;
  private partialText: string | undefined;

  constructor(
    private readonly exchange: Exchange,
    private readonly plan: AttemptPlan,
    private readonly queue: RetryQueue,
    private readonly desk: AttemptDesk,
  ) {}

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
      const turn = queue.next(target)!;
      const opening = await this.race(turn, slot, desk.clock.monotonic() - since);
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

  /** Opens a try, and another one beside it where it stays silent for unusually long; the first to commit answers. */
  private async race(turn: Turn, slot: Slot, waitedMs: number): Promise<Opening> {
    const { desk } = this;
    const attempt = this.start(turn, slot, waitedMs);
    const opening = this.opening(turn, attempt);
    const delayMs = this.hedgeDelay(turn);
    if (delayMs === undefined) return opening;
    const early = await this.within(delayMs, opening);
    if (early !== undefined) return early;
    desk.health.slow(attempt.candidate.id, attempt.trial);
    const hedge = await this.hedgeWhenItMay(turn, delayMs, opening);
    if (hedge === undefined) return opening;
    const winner = await firstToCommit(opening, hedge.opening);
    const beaten = 'attempt' in winner && winner.attempt === hedge.attempt;
    const [answering, loser] = beaten ? [hedge.attempt, attempt] : [attempt, hedge.attempt];
    loser.abandon(new HedgeLostError(answering.candidate.id));
    if (!('attempt' in winner)) answering.abandon(new HedgeLostError(loser.candidate.id));
    return winner;
  }

  /** Tries again after each delay: the budget or the other targets may have no room now, and have it later. */
  private async hedgeWhenItMay(
    turn: Turn,
    delayMs: number,
    opening: Promise<Opening>,
  ): Promise<Hedge | undefined> {
    while (!this.exchange.signal.aborted) {
      const hedge = this.hedge(turn);
      if (hedge !== undefined || (await this.within(delayMs, opening)) !== undefined) return hedge;
    }
    return undefined;
  }

  /** What comes of it within that time; undefined: nothing yet. */
  private async within(
    milliseconds: number,
    opening: Promise<Opening>,
  ): Promise<Opening | undefined> {
    let cancel: Cancel | undefined;
    const silence = new Promise<undefined>((resolve) => {
      cancel = this.desk.clock.after(milliseconds, () => resolve(undefined));
    });
    const early = await Promise.race([opening, silence]);
    cancel?.();
    return early;
  }

  /** How long the target may stay silent; undefined: nobody else could be asked. */
  private hedgeDelay(turn: Turn): number | undefined {
    const { desk, exchange, plan } = this;
    if (plan.route.hedge === false || this.others(turn).length === 0) return undefined;
    return desk.hedging.delayMs(turn.target.candidate, exchange.delivery);
  }

  /** A try beside the one that stays silent, at another target that has room now. */
  private hedge(turn: Turn): Hedge | undefined {
    const { queue, desk } = this;
    const other = this.others(turn).find((it) => desk.health.admits(it.candidate.id));
    if (other === undefined) return undefined;
    const slot = desk.limiter.tryTake(other.candidate.id);
    if (slot === undefined) return undefined;
    const next = desk.hedging.tryTake() ? queue.next(other, 'hedge') : undefined;
    if (next === undefined) {
      slot.release();
      return undefined;
    }
    const attempt = this.start(next, slot, 0);
    return { attempt, opening: this.opening(next, attempt) };
  }

  /** Targets that are as good as the one whose turn it is, and may be asked now. */
  private others({ target }: Turn): readonly PlannedTarget[] {
    const { queue, desk } = this;
    if (queue.exhausted) return [];
    return queue
      .ready(desk.clock.now())
      .filter((it) => it.rung === target.rung && it.candidate.id !== target.candidate.id);
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

  private exhausted(because?: string): LlmRouterError {
    const { last } = this;
    // What every candidate says of the request itself, e.g. that it is too long, is the caller's to hear.
    if (last?.httpStatus === 400) return last;
    const { attempts } = this.exchange.journal;
    const retryAfterMs = last?.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS;
    return new AttemptsExhaustedError(attempts, last!, retryAfterMs, because);
  }
}

/** The first that commits; else the last failure, or at once one that nobody would answer differently. */
async function firstToCommit(one: Promise<Opening>, other: Promise<Opening>): Promise<Opening> {
  const first = await Promise.race([one, other]);
  if ('attempt' in first || first.failure.disposition === 'fail') return first;
  const [a, b] = await Promise.all([one, other]);
  if ('attempt' in a) return a;
  return 'attempt' in b || first === a ? b : a;
}
