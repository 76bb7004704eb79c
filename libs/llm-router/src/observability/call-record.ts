import type { AttemptRecord } from '../contracts/attempt.js';
import type { Caller } from '../contracts/caller.js';
import type { CallCompliance } from '../contracts/call-compliance.js';
import type { CallFinding } from '../contracts/call-finding.js';
import type { CacheState } from '../contracts/cache-state.js';
import type { CallJournal } from '../contracts/call-journal.js';
import type { Rejection } from '../contracts/rejection.js';
import type { RouteDecision } from '../contracts/route-decision.js';
import type { AttemptEnded, CallSettled, SavedCost } from '../contracts/router-event.js';
import type { Rung } from '../contracts/rung.js';

/** The journal of one call, and the place where its outcome settles exactly once. */
export class CallRecord implements CallJournal {
  readonly attempts: AttemptRecord[] = [];
  readonly rejections: Rejection[] = [];
  cache: CacheState = 'off';
  decision: RouteDecision | undefined = undefined;
  tags: Readonly<Record<string, string>> | undefined = undefined;
  rung: Rung | undefined = undefined;
  saved: SavedCost | undefined = undefined;
  compliance: CallCompliance | undefined = undefined;
  findings: readonly CallFinding[] = [];
  caller: Caller | undefined = undefined;
  /** Resolves when the tokens of all attempts are counted; undefined where none has to be. */
  counting: Promise<unknown> | undefined;
  private listeners: ((outcome: CallSettled) => void)[] = [];
  private outcome: CallSettled | undefined;

  constructor(
    readonly callId: string,
    private readonly publish: (event: AttemptEnded) => void,
    /** For what providers say of their failures. */
    private readonly scrub: (text: string) => string = (text) => text,
  ) {}

  attempted(record: AttemptRecord, counted?: Promise<AttemptRecord>): void {
    const attempt = this.scrubbed(record);
    const place = this.attempts.push(attempt) - 1;
    this.publish({ type: 'attempt-ended', callId: this.callId, attempt });
    if (counted === undefined) return;
    const replaced = counted.then(
      (it) => {
        this.attempts[place] = this.scrubbed(it);
      },
      () => undefined,
    );
    this.counting = Promise.all([this.counting, replaced]);
  }

  rejected(rejection: Rejection): void {
    this.rejections.push(rejection);
  }

  cached(state: CacheState, saved?: SavedCost): void {
    this.cache = state;
    this.saved = saved;
  }

  calledBy(caller: Caller): void {
    this.caller = caller;
  }

  tagged(tags: Readonly<Record<string, string>>): void {
    this.tags = tags;
  }

  decided(decision: RouteDecision): void {
    this.decision = decision;
  }

  classified(compliance: CallCompliance): void {
    this.compliance = compliance;
  }

  found(direction: CallFinding['direction'], findings: readonly CallFinding[]): void {
    const others = this.findings.filter((it) => it.direction !== direction);
    this.findings = direction === 'input' ? [...findings, ...others] : [...others, ...findings];
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

  private scrubbed(attempt: AttemptRecord): AttemptRecord {
    const { failure } = attempt;
    if (failure === undefined) return attempt;
    return { ...attempt, failure: { ...failure, message: this.scrub(failure.message) } };
  }
}
