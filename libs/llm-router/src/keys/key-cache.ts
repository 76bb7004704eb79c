import { Logger } from '@nestjs/common';
import type { Cancel, Clock } from '../contracts/clock.js';
import { atMostEvery } from '../foundation/at-most-every.js';
import { KeyLookups } from './key-lookups.js';
import type { KeyStore } from './key-store.js';
import { KnownKey } from './known-key.js';

const MOST_KNOWN = 50_000;
const MOST_UNKNOWN = 10_000;
/** How long a key that nobody uses is watched. */
const IDLE_MS = 10 * 60_000;
/** How long a key that was not there is not looked for again. */
const UNKNOWN_MS = 2_000;
const IDS_PER_QUERY = 500;
const LOG_MS = 60_000;

export interface KeyCacheTimes {
  readonly pollMs: number;
  readonly graceMs: number;
}

/**
 * The keys in use, in memory. The store is asked every `pollMs` whether their versions are still the same: comparing each
 * row with itself misses no change, whatever the clocks of other processes and the order of their commits.
 */
export class KeyCache {
  private readonly logger = new Logger('LlmKeys');
  private readonly lookups: KeyLookups;
  private readonly byDigest = new Map<string, KnownKey>();
  private readonly byId = new Map<string, KnownKey>();
  /** Until when digests that do not exist are not looked for. */
  private readonly unknown = new Map<string, number>();
  private readonly mayLog: () => boolean;
  private confirmedAt = 0;
  private cancelPoll: Cancel | undefined;
  private closed = false;

  constructor(
    private readonly store: KeyStore,
    private readonly clock: Clock,
    private readonly times: KeyCacheTimes,
  ) {
    this.lookups = new KeyLookups(store);
    this.mayLog = atMostEvery(LOG_MS, () => clock.monotonic());
  }

  /** At once where the key is known, or was not there a moment ago. */
  find(digest: string): KnownKey | undefined | Promise<KnownKey | undefined> {
    const now = this.clock.monotonic();
    const known = this.byDigest.get(digest);
    if (known !== undefined) {
      known.usedAt = now;
      return known;
    }
    const missingUntil = this.unknown.get(digest);
    return missingUntil !== undefined && missingUntil > now ? undefined : this.lookUp(digest);
  }

  /** Forgets what a change that was made here has put out of date. */
  changed(id: string): void {
    this.unknown.clear();
    this.forget(id);
  }

  /** Asks the store now what has changed; keys that nobody uses are dropped. Never rejects. */
  async refresh(): Promise<void> {
    const begun = this.clock.monotonic();
    const watched = [...this.byId];
    try {
      for (let start = 0; start < watched.length; start += IDS_PER_QUERY) {
        const part = watched.slice(start, start + IDS_PER_QUERY);
        const versions = await this.store.versions(part.map(([id]) => id));
        for (const [id, known] of part) {
          const changed = versions.get(id) !== known.stored.version;
          const idle = begun - known.usedAt > IDLE_MS;
          if ((changed || idle) && this.byId.get(id) === known) this.forget(id);
        }
      }
      this.confirmedAt = begun;
    } catch (error) {
      this.unconfirmed(begun, error);
    }
  }

  close(): void {
    this.closed = true;
    this.cancelPoll?.();
  }

  private forget(id: string): void {
    const known = this.byId.get(id);
    if (known === undefined) return;
    this.byId.delete(id);
    this.byDigest.delete(known.stored.digest);
    if (known.stored.previousDigest !== null) this.byDigest.delete(known.stored.previousDigest);
  }

  private async lookUp(digest: string): Promise<KnownKey | undefined> {
    const stored = await this.lookups.find(digest);
    const now = this.clock.monotonic();
    if (stored === undefined) {
      bound(this.unknown, MOST_UNKNOWN);
      this.unknown.set(digest, now + UNKNOWN_MS);
      return undefined;
    }
    const known = new KnownKey(stored, now);
    this.forget(stored.id);
    const oldest = this.byId.size >= MOST_KNOWN ? this.byId.keys().next().value : undefined;
    if (oldest !== undefined) this.forget(oldest);
    this.byId.set(stored.id, known);
    this.byDigest.set(stored.digest, known);
    if (stored.previousDigest !== null) this.byDigest.set(stored.previousDigest, known);
    this.watch(now);
    return known;
  }

  private watch(now: number): void {
    if (this.closed || this.cancelPoll !== undefined) return;
    this.confirmedAt = now;
    this.scheduleNext();
  }

  private scheduleNext(): void {
    this.cancelPoll = this.clock.after(this.times.pollMs, () => {
      void this.refresh().then(() => {
        this.cancelPoll = undefined;
        if (!this.closed && this.byId.size > 0) this.scheduleNext();
      });
    });
  }

  private unconfirmed(now: number, error: unknown): void {
    const expired = now - this.confirmedAt > this.times.graceMs;
    if (expired) {
      this.byId.clear();
      this.byDigest.clear();
    }
    if (!this.mayLog()) return;
    const rest = expired ? 'None is valid until they can be.' : 'Those that are known stay valid.';
    this.logger.error(`Keys cannot be compared with the store (${String(error)}). ${rest}`);
  }
}

/** Makes room for one more; what came first goes first. */
function bound(map: Map<string, unknown>, most: number): void {
  const first = map.size >= most ? map.keys().next().value : undefined;
  if (first !== undefined) map.delete(first);
}
