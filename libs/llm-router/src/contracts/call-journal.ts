import type { AttemptRecord } from './attempt.js';
import type { CacheState } from './cache-state.js';
import type { Rejection } from './rejection.js';
import type { RouteDecision } from './route-decision.js';
import type { CallSettled } from './router-event.js';
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
  attempted(record: AttemptRecord): void;
  rejected(rejection: Rejection): void;
  cached(state: CacheState): void;
  decided(decision: RouteDecision): void;
  /** These stand in the place of the exchange's tags. */
  tagged(tags: Readonly<Record<string, string>>): void;
  /** The answer comes from this rung of the ladder. */
  degraded(rung: Rung): void;
  /** Calls back when the call settles, whatever its ending; at once where it already has. */
  onSettled(listener: (outcome: CallSettled) => void): void;
}
