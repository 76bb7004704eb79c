import { KeysUnavailableError } from './key-errors.js';
import type { KeyStore } from './key-store.js';
import type { StoredKey } from './virtual-key.js';

const KEYS_PER_QUERY = 500;
const MOST_WAITING = 10_000;

interface Waiting {
  readonly promise: Promise<StoredKey | undefined>;
  readonly resolve: (key: StoredKey | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Looks keys up, one query at a time: those that come meanwhile wait for the next one together. However many wrong keys
 * a flood brings, the store has one query of each process to answer.
 */
export class KeyLookups {
  private readonly waiting = new Map<string, Waiting>();
  /** What the query that runs asks for. */
  private asked: ReadonlyMap<string, Waiting> = new Map();
  private busy = false;

  constructor(private readonly store: KeyStore) {}

  /** Rejects with `KeysUnavailableError` where the store fails, or too many wait for it. */
  find(digest: string): Promise<StoredKey | undefined> {
    const same = this.waiting.get(digest) ?? this.asked.get(digest);
    if (same !== undefined) return same.promise;
    if (this.waiting.size >= MOST_WAITING) {
      return Promise.reject(new KeysUnavailableError('Too many lookups are waiting.'));
    }
    const waiting = makeWaiting();
    this.waiting.set(digest, waiting);
    if (!this.busy) void this.work();
    return waiting.promise;
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.waiting.size > 0) {
      const batch = new Map([...this.waiting].slice(0, KEYS_PER_QUERY));
      for (const digest of batch.keys()) this.waiting.delete(digest);
      this.asked = batch;
      await this.answer(batch);
    }
    this.asked = new Map();
    this.busy = false;
  }

  private async answer(batch: ReadonlyMap<string, Waiting>): Promise<void> {
    try {
      const keys = await this.store.findByDigests([...batch.keys()]);
      const byDigest = new Map(keys.map((key) => [key.previousDigest, key]));
      for (const key of keys) byDigest.set(key.digest, key);
      for (const [digest, { resolve }] of batch) resolve(byDigest.get(digest));
    } catch (error) {
      const failure = new KeysUnavailableError(error);
      for (const [, { reject }] of batch) reject(failure);
    }
  }
}

function makeWaiting(): Waiting {
  let resolve: Waiting['resolve'] = () => undefined;
  let reject: Waiting['reject'] = () => undefined;
  const promise = new Promise<StoredKey | undefined>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
