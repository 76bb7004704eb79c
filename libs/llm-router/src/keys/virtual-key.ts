import type { KeyScope } from './key-scope.js';

/** Where a key comes from: it was created at run time, or the configuration lists it. */
export type KeySource = 'created' | 'seed';

/** A key as it is stored. Points in time are epoch milliseconds. The secret itself is stored nowhere. */
export interface StoredKey {
  /** The key's name in the ledger; never changes, and is never used again. */
  readonly id: string;
  readonly name: string | null;
  readonly source: KeySource;
  readonly scope: KeyScope;
  /** The part of the secret that may be shown; null where that would show too much. */
  readonly prefix: string | null;
  /** SHA-256 of the secret, in hexadecimal. */
  readonly digest: string;
  /** What was valid before the last rotation, and until when it stays so. */
  readonly previousPrefix: string | null;
  readonly previousDigest: string | null;
  readonly previousUntil: number | null;
  /** For seeds, the digest that the configuration named last: a rotated seed keeps its new secret. */
  readonly seedDigest: string | null;
  readonly createdAt: number;
  /** Id of the key by which it was created; null where there was none. */
  readonly createdBy: string | null;
  readonly expiresAt: number | null;
  readonly rotatedAt: number | null;
  readonly revokedAt: number | null;
  /** Id of the key by which it was revoked; `seed` where the configuration does not list it any more. */
  readonly revokedBy: string | null;
  /** Counts the changes, from 1. */
  readonly version: number;
}

/** A key as it is shown: nothing in it helps to use it. */
export interface VirtualKey {
  readonly id: string;
  readonly name?: string;
  readonly status: 'active' | 'expired' | 'revoked';
  readonly source: KeySource;
  /** The beginning of its secret, e.g. `llmr_live_4fQ2…`. */
  readonly prefix?: string;
  readonly scope: KeyScope;
  readonly createdAt: Date;
  readonly createdBy?: string;
  readonly expiresAt?: Date;
  readonly rotatedAt?: Date;
  /** What was valid before the last rotation, while it still is. */
  readonly previous?: { readonly prefix?: string; readonly until: Date };
  readonly revokedAt?: Date;
  readonly revokedBy?: string;
}

/** `now` in epoch milliseconds. */
export function shownKey(key: StoredKey, now: number): VirtualKey {
  const { id, name, source, prefix, scope, createdBy, revokedBy, previousUntil } = key;
  return {
    id,
    ...(name !== null && { name }),
    status: statusOf(key, now),
    source,
    ...(prefix !== null && { prefix }),
    scope,
    createdAt: new Date(key.createdAt),
    ...(createdBy !== null && { createdBy }),
    ...(key.expiresAt !== null && { expiresAt: new Date(key.expiresAt) }),
    ...(key.rotatedAt !== null && { rotatedAt: new Date(key.rotatedAt) }),
    ...(previousUntil !== null &&
      previousUntil > now && {
        previous: {
          ...(key.previousPrefix !== null && { prefix: key.previousPrefix }),
          until: new Date(previousUntil),
        },
      }),
    ...(key.revokedAt !== null && { revokedAt: new Date(key.revokedAt) }),
    ...(revokedBy !== null && { revokedBy }),
  };
}

function statusOf({ revokedAt, expiresAt }: StoredKey, now: number): VirtualKey['status'] {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active';
}
