import type { StoredKey } from './virtual-key.js';

/** Which keys to list, and from where on. */
export interface KeyQuery {
  /** Only this tenant's. Default: all. */
  readonly tenant?: string;
  /** Ids beyond this one. Default: from the first. */
  readonly after?: string;
  readonly limit: number;
}

/** Keeps keys. Several processes may share one; each change is atomic. The abstract class is the injection token too. */
export abstract class KeyStore {
  /** False where there is a key of this id or this digest already; then nothing has changed. */
  abstract insert(key: StoredKey): Promise<boolean>;
  /** Puts `key` in the place of the one of its id, if that has this version; whether it had. */
  abstract replace(key: StoredKey, version: number): Promise<boolean>;
  abstract find(id: string): Promise<StoredKey | undefined>;
  /** The keys whose digest, or previous digest, is among these. */
  abstract findByDigests(digests: readonly string[]): Promise<readonly StoredKey[]>;
  /** The versions that keys have now, by id; those that do not exist are left out. */
  abstract versions(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** In the order of their ids. */
  abstract list(query: KeyQuery): Promise<readonly StoredKey[]>;
  /** All that the configuration once listed. */
  abstract seeds(): Promise<readonly StoredKey[]>;
  /** Whether there is any key, valid or not. */
  abstract any(): Promise<boolean>;
}
