import type { RequestCaller } from '../contracts/caller-of-request.js';
import { callerOfKey } from './key-scope.js';
import type { StoredKey } from './virtual-key.js';

/** A key in memory, with what every call of its needs. */
export class KnownKey {
  readonly caller: RequestCaller;
  /** On the clock that never steps. */
  usedAt: number;

  constructor(
    readonly stored: StoredKey,
    now: number,
  ) {
    this.caller = callerOfKey(stored.id, stored.scope);
    this.usedAt = now;
  }
}
