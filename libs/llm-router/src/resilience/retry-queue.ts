import type { Candidate } from '../contracts/candidate.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { type BackoffPolicy, backoffMs } from './backoff.js';

export interface RetryPolicy {
  /** Tries of one call, at most. */
  readonly attempts: number;
  /** Tries of one call at the same target, at most. */
  readonly perTarget: number;
  readonly backoff: BackoffPolicy;
}

/** A try that is due: at `candidate`, not before that time (epoch milliseconds). */
export interface Turn {
  /** 0 for the first try of the call. */
  readonly index: number;
  readonly candidate: Candidate;
  /** Tries at this candidate, this one included. */
  readonly tries: number;
  readonly notBefore: number;
}

/**
 * Whose turn it is. Each candidate is tried once, in order, before any is tried again: another target answers sooner
 * than a wait for the same one. A target that asked for a longer pause than the policy waits is not tried again.
 */
export class RetryQueue {
  private readonly waiting: Omit<Turn, 'index'>[];
  private taken = 0;

  constructor(
    candidates: readonly Candidate[],
    private readonly policy: RetryPolicy,
    private readonly random: () => number,
  ) {
    this.waiting = candidates.map((candidate) => ({ candidate, tries: 1, notBefore: 0 }));
  }

  next(): Turn | undefined {
    if (this.taken >= this.policy.attempts) return undefined;
    const turn = this.waiting.shift();
    return turn === undefined ? undefined : { ...turn, index: this.taken++ };
  }

  failed(turn: Turn, error: LlmRouterError, now: number): void {
    if (error.anotherKey) {
      this.waitWithAnotherKey(turn);
      return;
    }
    const pauseMs = this.pauseMs(turn, error);
    if (pauseMs === undefined || turn.tries >= this.policy.perTarget) return;
    this.waiting.push({
      candidate: turn.candidate,
      tries: turn.tries + 1,
      notBefore: now + pauseMs,
    });
  }

  /** The target itself did not fail. It goes first again, but takes no other candidate's only turn. */
  private waitWithAnotherKey({ candidate, tries }: Turn): void {
    const again = { candidate, tries, notBefore: 0 };
    if (this.policy.attempts - this.taken > this.waiting.length) this.waiting.unshift(again);
    else this.waiting.push(again);
  }

  /** How long to leave the target alone before it may be tried again; undefined: it would not help. */
  private pauseMs(turn: Turn, error: LlmRouterError): number | undefined {
    const { backoff } = this.policy;
    if (error.retryAfterMs !== undefined) {
      return error.retryAfterMs <= backoff.maxMs ? error.retryAfterMs : undefined;
    }
    return error.disposition === 'retry-same'
      ? backoffMs(backoff, turn.tries, this.random)
      : undefined;
  }
}
