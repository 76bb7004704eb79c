import type { AttemptRecord } from './attempt.js';
import type { CacheState } from './cache-state.js';
import type { Rejection } from './rejection.js';
import type { CallSettled } from './router-event.js';

/** What the stages note about one call while it runs; read once, when the call settles. */
export interface CallJournal {
  readonly attempts: readonly AttemptRecord[];
  readonly rejections: readonly Rejection[];
  readonly cache: CacheState;
  attempted(record: AttemptRecord): void;
  rejected(rejection: Rejection): void;
  cached(state: CacheState): void;
  /** Calls back when the call settles, whatever its ending; at once where it already has. */
  onSettled(listener: (outcome: CallSettled) => void): void;
}
