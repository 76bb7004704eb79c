import type { PlannedTarget } from '../contracts/attempt-plan.js';
import type { AttemptKind } from '../contracts/attempt.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { type BackoffPolicy, backoffMs } from './backoff.js';

export interface RetryPolicy {
  /** Tries of one call, at most. */
  readonly attempts: number;
  /** Tries of one call at the same target, at most. */
  readonly perTarget: number;
  readonly backoff: BackoffPolicy;
}

/** A try that may be made: at `target`, not before that time (epoch milliseconds). */
interface Waiting {
  readonly target: PlannedTarget;
  /** Tries at this target, this one included. */
  readonly tries: number;
  readonly notBefore: number;
}

/** A try that is being made. */
export interface Turn extends Waiting {
  /** 0 for the first try of the call. */
  readonly index: number;
  readonly kind: AttemptKind;
}

/**
 * Whose turn it is. Each target is tried once, in order, before any is tried again: another target answers sooner than a
 * wait for the same one. A target that asked for a longer pause than the policy waits is not tried again. Those that are
 * out come after all others, their retries included.
 */
export class RetryQueue {
  private waiting: readonly Waiting[];
  private readonly tried = new Set<string>();
  private taken = 0;

  constructor(
    targets: readonly PlannedTarget[],
    private readonly policy: RetryPolicy,
    private readonly random: () => number,
  ) {
    this.waiting = targets.map((target) => ({ target, tries: 1, notBefore: 0 }));
  }

  /** True where a try of the call has been made. */
  get begun(): boolean {
    return this.taken > 0;
  }

  /** True where all tries that the policy allows are made, or nobody is left to be tried. */
  get exhausted(): boolean {
    return this.taken >= this.policy.attempts || this.waiting.length === 0;
  }

  hasTried(candidateId: string): boolean {
    return this.tried.has(candidateId);
  }

  /** When the next try may be made: epoch milliseconds. */
  get nextAt(): number {
    return Math.min(...this.due.map((it) => it.notBefore));
  }

  /** Targets that are out, while others are not. */
  get reserve(): readonly PlannedTarget[] {
    const { due } = this;
    return due.length === this.waiting.length
      ? []
      : this.waiting.filter((it) => !due.includes(it)).map((it) => it.target);
  }

  /** Who may be tried now, best first. */
  ready(now: number): readonly PlannedTarget[] {
    return this.due.filter((it) => it.notBefore <= now).map((it) => it.target);
  }

  /** Takes the first turn, or that of this target. Undefined where none is left. */
  next(target = this.due[0]?.target, kind?: AttemptKind): Turn | undefined {
    if (this.exhausted) return undefined;
    const chosen = this.waiting.find((it) => it.target === target);
    if (chosen === undefined) return undefined;
    this.waiting = this.waiting.filter((it) => it !== chosen);
    const kindOfTry = this.kindOf(chosen.target);
    return { ...chosen, index: this.taken++, kind: kind ?? kindOfTry };
  }

  /** Those that are in order; all, where nobody is. */
  private get due(): readonly Waiting[] {
    const inOrder = this.waiting.filter((it) => it.target.out !== true);
    return inOrder.length === 0 ? this.waiting : inOrder;
  }

  /** Takes a target out for good. */
  drop(target: PlannedTarget): void {
    this.waiting = this.waiting.filter((it) => it.target !== target);
  }

  failed(turn: Turn, error: LlmRouterError, now: number): void {
    const { id } = turn.target.candidate;
    // Fewer messages help where there were too many, and against nothing else.
    if (error.code !== 'context_overflow') {
      this.waiting = this.waiting.filter((it) => it.target.candidate.id !== id);
    }
    if (error.anotherKey) {
      this.waitWithAnotherKey(turn);
      return;
    }
    const pauseMs = this.pauseMs(turn, error);
    if (pauseMs === undefined || turn.tries >= this.policy.perTarget) return;
    this.waiting = [
      ...this.waiting,
      { target: turn.target, tries: turn.tries + 1, notBefore: now + pauseMs },
    ];
  }

  /** The target itself did not fail. It goes first again, but takes no other target's only turn. */
  private waitWithAnotherKey({ target, tries }: Turn): void {
    const again = { target, tries, notBefore: 0 };
    const roomForAll = this.policy.attempts - this.taken > this.waiting.length;
    this.waiting = roomForAll ? [again, ...this.waiting] : [...this.waiting, again];
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

  private kindOf({ candidate }: PlannedTarget): AttemptKind {
    const again = this.tried.has(candidate.id);
    this.tried.add(candidate.id);
    if (this.taken === 0) return 'first';
    return again ? 'retry' : 'failover';
  }
}
