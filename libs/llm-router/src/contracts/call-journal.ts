import type { AttemptRecord } from './attempt.js';
import type { CacheState } from './reply.js';

/** Why a candidate was not considered, in words for a person. */
export interface Rejection {
  readonly candidate: string;
  /** Id of the filter. */
  readonly filter: string;
  readonly reason: string;
}

/** What the stages note about one call while it runs; read once, when the call settles. */
export interface CallJournal {
  readonly attempts: readonly AttemptRecord[];
  readonly rejections: readonly Rejection[];
  readonly cache: CacheState;
  attempted(record: AttemptRecord): void;
  rejected(rejection: Rejection): void;
  cached(state: CacheState): void;
}
