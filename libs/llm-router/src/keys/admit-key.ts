import { timingSafeEqual } from 'node:crypto';
import type { RequestCaller } from '../contracts/caller-of-request.js';
import type { KeyActor } from './key-authority.js';
import { InvalidKeyError } from './key-errors.js';
import type { KnownKey } from './known-key.js';

/** Whose key came with a request. */
export interface AdmittedKey extends KeyActor {
  /** For `setLlmCaller()`. */
  readonly caller: RequestCaller;
}

/**
 * The key, if this digest of its secret is valid now. Else throws an `InvalidKeyError`: one that is expired is told so, since
 * only its holder can have sent it; one that was revoked is told the same as one that never was, for whoever found it.
 */
export function admit(known: KnownKey | undefined, digest: string, now: number): AdmittedKey {
  if (known === undefined) throw unknownKey();
  const { stored, caller } = known;
  const current = isSame(stored.digest, digest);
  const previous = stored.previousDigest !== null && isSame(stored.previousDigest, digest);
  if (stored.revokedAt !== null || !(current || previous)) throw unknownKey();
  const ends = current ? stored.expiresAt : earlier(stored.expiresAt, stored.previousUntil);
  if (ends !== null && ends <= now) {
    const why = ends === stored.expiresAt ? 'expired' : 'was replaced, and ended,';
    throw new InvalidKeyError(`The API key ${why} at ${new Date(ends).toISOString()}.`);
  }
  return { id: stored.id, scope: stored.scope, caller };
}

function unknownKey(): InvalidKeyError {
  return new InvalidKeyError('The API key is not valid here.');
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
