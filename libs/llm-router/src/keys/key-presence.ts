import type { Clock } from '../contracts/clock.js';
import { KeysUnavailableError } from './key-errors.js';
import type { KeyStore } from './key-store.js';

const BELIEVED_MS = 2_000;

/** Whether there is any key at all. Keys are never deleted, so that yes is for ever; no is believed for 2 s. */
export class KeyPresence {
  private answer: boolean | undefined;
  private askAgainAt = 0;
  private asking: Promise<boolean> | undefined;

  constructor(
    private readonly store: KeyStore,
    private readonly clock: Clock,
  ) {}

  noteOne(): void {
    this.answer = true;
  }

  /** The last answer holds while the store does not give another; without one, rejects with `KeysUnavailableError`. */
  ask(): boolean | Promise<boolean> {
    const { answer } = this;
    const isFresh = answer === true || this.clock.monotonic() < this.askAgainAt;
    if (answer !== undefined && isFresh) return answer;
    return (this.asking ??= this.askStore());
  }

  private async askStore(): Promise<boolean> {
    try {
      // A key that was made meanwhile counts.
      this.answer = (await this.store.any()) || this.answer === true;
    } catch (error) {
      if (this.answer === undefined) throw new KeysUnavailableError(error);
    } finally {
      this.asking = undefined;
    }
    this.askAgainAt = this.clock.monotonic() + BELIEVED_MS;
    return this.answer;
  }
}
