import type { AttemptRecord } from './attempt.js';
import type { CallCompliance } from './call-compliance.js';
import type { CallFinding } from './call-finding.js';
import type { CacheState } from './cache-state.js';
import type { Caller } from './caller.js';
import type { Rejection } from './rejection.js';
import type { RouteDecision } from './route-decision.js';
import type { CallSettled, SavedCost } from './router-event.js';
import type { Rung } from './rung.js';

/** What the stages note about one call while it runs; read once, when the call settles. */
export interface CallJournal {
  readonly attempts: readonly AttemptRecord[];
  readonly rejections: readonly Rejection[];
  readonly cache: CacheState;
  readonly decision: RouteDecision | undefined;
  /** Left out: those of the exchange. */
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly rung: Rung | undefined;
  readonly saved: SavedCost | undefined;
  readonly compliance: CallCompliance | undefined;
  readonly findings: readonly CallFinding[];
  /** Left out: that of the exchange. */
  readonly caller: Caller | undefined;
  /**
   * An attempt ended. `counted`: the same attempt once its tokens are counted, where its provider did not tell them; it
   * takes the place of the record, and the call does not settle before. Where it rejects, the record stands.
   */
  attempted(record: AttemptRecord, counted?: Promise<AttemptRecord>): void;
  rejected(rejection: Rejection): void;
  /** `saved`: what the kept reply had cost, where that is known. */
  cached(state: CacheState, saved?: SavedCost): void;
  decided(decision: RouteDecision): void;
  /** What the data policy makes of the call; the last word counts. */
  classified(compliance: CallCompliance): void;
  /** What redactors found in this direction, all of it; the last word counts. */
  found(direction: CallFinding['direction'], findings: readonly CallFinding[]): void;
  /** Stands in the place of the exchange's caller: what the request says of its end user belongs to it. */
  calledBy(caller: Caller): void;
  /** These stand in the place of the exchange's tags. */
  tagged(tags: Readonly<Record<string, string>>): void;
  /** The answer comes from this rung of the ladder. */
  degraded(rung: Rung): void;
  /** Calls back when the call settles, whatever its ending; at once where it already has. */
  onSettled(listener: (outcome: CallSettled) => void): void;
}
