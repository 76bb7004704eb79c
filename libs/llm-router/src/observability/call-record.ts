import type { AttemptRecord } from '../contracts/attempt.js';
import type { CacheState } from '../contracts/cache-state.js';
import type { CallJournal } from '../contracts/call-journal.js';
import type { Rejection } from '../contracts/rejection.js';
import type { RouteDecision } from '../contracts/route-decision.js';
import type { AttemptEnded, CallSettled } from '../contracts/router-event.js';
import type { Rung } from '../contracts/rung.js';

/** The journal of one call, and the place where its outcome settles exactly once. */
export class CallRecord implements CallJournal {
  readonly attempts: AttemptRecord[] = [];
  readonly rejections: Rejection[] = [];
  cache: CacheState = 'off';
  decision: RouteDecision | undefined = undefined;
  tags: Readonly<Record<string, string>> | undefined = undefined;
  rung: Rung | undefined = undefined;
  private listeners: ((outcome: CallSettled) => void)[] = [];
  private outcome: CallSettled | undefined;

  constructor(
    readonly callId: string,
    private readonly publish: (event: AttemptEnded) => void,
  ) {}

  get settled(): boolean {
    return this.outcome !== undefined;
  }

  attempted(attempt: AttemptRecord): void {
    this.attempts.push(attempt);
    this.publish({ type: 'attempt-ended', callId: this.callId, attempt });
  }

  rejected(rejection: Rejection): void {
    this.rejections.push(rejection);
  }

  cached(state: CacheState): void {
    this.cache = state;
  }

  tagged(tags: Readonly<Record<string, string>>): void {
    this.tags = tags;
  }

  decided(decision: RouteDecision): void {
    this.decision = decision;
  }

  degraded(rung: Rung): void {
    this.rung = rung;
  }

  onSettled(listener: (outcome: CallSettled) => void): void {
    if (this.outcome !== undefined) listener(this.outcome);
    else this.listeners.push(listener);
  }

  settle(outcome: CallSettled): void {
    if (this.outcome !== undefined) return;
    this.outcome = outcome;
    for (const listener of this.listeners) listener(outcome);
    this.listeners = [];
  }
}
