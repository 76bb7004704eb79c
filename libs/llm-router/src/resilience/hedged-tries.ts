import type { AttemptPlan, PlannedTarget } from '../contracts/attempt-plan.js';
import type { Cancel } from '../contracts/clock.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { Exchange } from '../contracts/exchange.js';
import type { QuotaLease } from '../contracts/quota.js';
import type { Attempt } from './attempt.js';
import type { AttemptDesk } from './attempt-desk.js';
import { HedgeLostError } from './hedge-lost-error.js';
import type { RetryQueue, Turn } from './retry-queue.js';
import type { Slot } from './target-limiter.js';

/** How a try came to its commit point, or why it did not. */
export type Opening = { readonly attempt: Attempt } | { readonly failure: LlmRouterError };

/** A try on its way to its commit point. */
export interface OpeningTry {
  readonly attempt: Attempt;
  readonly opening: Promise<Opening>;
}

/** The call that tries are made for. */
export interface HedgedCall {
  readonly exchange: Exchange;
  readonly plan: AttemptPlan;
  readonly queue: RetryQueue;
  readonly desk: AttemptDesk;
  /** What the quotas say to one more try, as `QuotaLease.extend` does. */
  extend(target: PlannedTarget): ReturnType<NonNullable<QuotaLease['extend']>>;
  start(turn: Turn, slot: Slot, waitedMs: number): OpeningTry;
}

/** A try, and another one beside it where it stays silent for unusually long. */
export class HedgedTries {
  constructor(private readonly call: HedgedCall) {}

  /** Resolves with the first to commit, or with why none did. The other one is abandoned. */
  async open(turn: Turn, slot: Slot, waitedMs: number): Promise<Opening> {
    const { attempt, opening } = this.call.start(turn, slot, waitedMs);
    const delayMs = this.delayMs(turn);
    if (delayMs === undefined) return opening;
    const early = await this.within(delayMs, opening);
    if (early !== undefined) return early;
    this.call.desk.health.slow(attempt.candidate.id, attempt.trial);
    const hedge = await this.hedgeWhenItMay(turn, delayMs, opening);
    if (hedge === undefined) return opening;
    const winner = await firstToCommit(opening, hedge.opening);
    const beaten = 'attempt' in winner && winner.attempt === hedge.attempt;
    const [answering, loser] = beaten ? [hedge.attempt, attempt] : [attempt, hedge.attempt];
    loser.abandon(new HedgeLostError(answering.candidate.id));
    if (!('attempt' in winner)) answering.abandon(new HedgeLostError(loser.candidate.id));
    return winner;
  }

  /** How long the target may stay silent; undefined: nobody else could be asked. */
  private delayMs(turn: Turn): number | undefined {
    const { desk, exchange, plan } = this.call;
    if (plan.route.hedge === false || this.others(turn).length === 0) return undefined;
    return desk.hedging.delayMs(turn.target.candidate, exchange.delivery);
  }

  /** Tries again after each delay: the budget or the other targets may have no room now, and have it later. */
  private async hedgeWhenItMay(
    turn: Turn,
    delayMs: number,
    opening: Promise<Opening>,
  ): Promise<OpeningTry | undefined> {
    while (!this.call.exchange.signal.aborted) {
      const hedge = await this.hedge(turn, opening);
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
      cancel = this.call.desk.clock.after(milliseconds, () => resolve(undefined));
    });
    const early = await Promise.race([opening, silence]);
    cancel?.();
    return early;
  }

  /** A try beside the one that stays silent, at another target that has room now. */
  private async hedge(turn: Turn, opening: Promise<Opening>): Promise<OpeningTry | undefined> {
    const { queue, desk } = this.call;
    const other = this.others(turn).find((it) => desk.health.admits(it.candidate.id));
    if (other === undefined || !(await this.hasRoom(other, opening))) return undefined;
    const slot = desk.limiter.tryTake(other.candidate.id);
    if (slot === undefined) return undefined;
    const next = desk.hedging.tryTake() ? queue.next(other, 'hedge') : undefined;
    if (next === undefined) {
      slot.release();
      return undefined;
    }
    return this.call.start(next, slot, 0);
  }

  /** Whether the quotas let a try be made beside one that is still silent then. */
  private async hasRoom(target: PlannedTarget, opening: Promise<Opening>): Promise<boolean> {
    const refusal = this.call.extend(target);
    if (refusal === undefined) return true;
    let opened = false;
    void opening.then(() => (opened = true));
    return (await refusal) === undefined && !opened;
  }

  /** Targets that are as good as the one whose turn it is, and may be asked now. */
  private others({ target }: Turn): readonly PlannedTarget[] {
    const { queue, desk } = this.call;
    if (queue.exhausted) return [];
    return queue
      .ready(desk.clock.now())
      .filter((it) => it.rung === target.rung && it.candidate.id !== target.candidate.id);
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
