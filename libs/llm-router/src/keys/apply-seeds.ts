import { isDeepStrictEqual } from 'node:util';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { checkedScope, plainText } from './check-scope.js';
import type { KeyEvent } from '../contracts/key-events.js';
import { digestOf, makeSecret, shownPart } from './key-secret.js';
import type { KeyStore } from './key-store.js';
import type { KeySeed } from './keys-options.js';
import type { StoredKey } from './virtual-key.js';

/** Other processes may start at the same time. */
const TRIES = 10;

/** Who revoked a key that the configuration does not list any more. */
const NOT_LISTED = 'seed';

/** What a seed says, ready to be stored. */
type Listed = Pick<StoredKey, 'id' | 'name' | 'scope' | 'prefix' | 'digest' | 'expiresAt'>;

/**
 * Makes the store hold what the configuration lists: new seeds are inserted, changed ones changed, and such that are not
 * listed any more revoked. Of a seed that is listed with the same secret as before, a rotation or a revocation at run time
 * stays; another secret starts it anew. Returns what was done. Throws a `ConfigurationError` for seeds that are not legal.
 */
export async function applySeeds(
  store: KeyStore,
  seeds: readonly KeySeed[],
  now: number,
): Promise<readonly KeyEvent[]> {
  const listed = seeds.map(readSeed);
  const ids = new Set(listed.map(({ id }) => id));
  if (ids.size < listed.length) throw new ConfigurationError('keys: two seeds have one id.');
  const events: KeyEvent[] = [];
  const note = (type: KeyEvent['type'] | undefined, { id, scope: { tenant } }: Listed): void => {
    if (type !== undefined) events.push({ type, keyId: id, ...(tenant && { tenant }), at: now });
  };
  // The old ones go first: a seed may have been given another id.
  for (const old of await store.seeds()) {
    if (ids.has(old.id) || old.revokedAt !== null) continue;
    if (await store.replace(unlisted(old, now), old.version)) note('key-revoked', old);
  }
  for (const seed of listed) note(await applySeed(store, seed, now), seed);
  return events;
}

async function applySeed(
  store: KeyStore,
  seed: Listed,
  now: number,
): Promise<KeyEvent['type'] | undefined> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const stored = await store.find(seed.id);
    if (stored === undefined) {
      if (await store.insert(fresh(seed, now))) return 'key-created';
      await refuseSharedSecret(store, seed);
      continue;
    }
    if (stored.source !== 'seed') {
      throw new ConfigurationError(
        `keys: a key with the id ${JSON.stringify(seed.id)} was created at run time. Give the seed another id.`,
      );
    }
    const next = changed(stored, seed, now);
    if (isDeepStrictEqual(next, stored)) return undefined;
    if (stored.digest !== next.digest) await refuseSharedSecret(store, seed);
    if (await store.replace({ ...next, version: stored.version + 1 }, stored.version)) {
      return stored.digest === next.digest ? 'key-changed' : 'key-rotated';
    }
  }
  throw new ConfigurationError(
    `keys: ${JSON.stringify(seed.id)} is changed by others all the time.`,
  );
}

function readSeed({ id, name, secret, sha256, scope = {}, expiresAt }: KeySeed): Listed {
  const place = `keys[${JSON.stringify(String(id).slice(0, 100))}]`;
  if (plainText(id) !== undefined) {
    throw new ConfigurationError(`${place}: the id is not a text of 1 to 200 characters.`);
  }
  const given = secret === undefined ? sha256?.toLowerCase() : digestOf(secret);
  if ((secret === undefined) === (sha256 === undefined) || !/^[0-9a-f]{64}$/.test(given ?? '')) {
    throw new ConfigurationError(
      `${place}: either secret, or sha256 (64 hexadecimal digits), is needed.`,
    );
  }
  try {
    return {
      id,
      name: name ?? null,
      scope: checkedScope(scope, 'scope'),
      prefix: secret === undefined ? null : shownPart(secret),
      digest: given ?? '',
      expiresAt: expiresAt?.getTime() ?? null,
    };
  } catch (error) {
    throw new ConfigurationError(`${place}.${(error as Error).message}`);
  }
}

function fresh(seed: Listed, now: number): StoredKey {
  return {
    ...seed,
    source: 'seed',
    previousPrefix: null,
    previousDigest: null,
    previousUntil: null,
    seedDigest: seed.digest,
    createdAt: now,
    createdBy: null,
    rotatedAt: null,
    revokedAt: null,
    revokedBy: null,
    version: 1,
  };
}

function changed(stored: StoredKey, seed: Listed, now: number): StoredKey {
  const { name, scope, expiresAt } = seed;
  if (stored.seedDigest === seed.digest) return { ...stored, name, scope, expiresAt };
  const { createdAt, createdBy, version } = stored;
  return { ...fresh(seed, now), createdAt, createdBy, version, rotatedAt: now };
}

/** Without its secret, which another seed may have now: the same key may be listed by another id. */
function unlisted(old: StoredKey, now: number): StoredKey {
  return {
    ...old,
    digest: digestOf(makeSecret()),
    previousPrefix: null,
    previousDigest: null,
    previousUntil: null,
    seedDigest: null,
    revokedAt: now,
    revokedBy: NOT_LISTED,
    version: old.version + 1,
  };
}

/** Nobody could say whose calls they are. */
async function refuseSharedSecret(store: KeyStore, { id, digest }: Listed): Promise<void> {
  const other = (await store.findByDigests([digest])).find((it) => it.id !== id);
  if (other === undefined) return;
  throw new ConfigurationError(
    `keys: ${JSON.stringify(id)} has the secret of ${JSON.stringify(other.id)}. Give each key its own.`,
  );
}
