import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ulid } from 'ulid';
import { Clock } from '../contracts/clock.js';
import { type Duration, toMilliseconds } from '../contracts/duration.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import type { KeyEvent } from '../contracts/key-events.js';
import { type AdmittedKey, admit } from './admit-key.js';
import { applySeeds } from './apply-seeds.js';
import { checkedScope, plainText } from './check-scope.js';
import { checkAuthority, type KeyActor, scopeWithin, seesKey, tenantOf } from './key-authority.js';
import { KeyCache } from './key-cache.js';
import { InvalidKeyError, KeyConflictError, UnknownKeyError } from './key-errors.js';
import { KeyEvents } from './key-events.js';
import { KeyPresence } from './key-presence.js';
import type { KeyScope } from './key-scope.js';
import { digestOf, formOfSecret, KEY_ENVIRONMENT, makeSecret, shownPart } from './key-secret.js';
import { type KeyQuery, KeyStore } from './key-store.js';
import { LLM_KEYS_OPTIONS, type LlmKeysOptions } from './keys-options.js';
import { shownKey, type StoredKey, type VirtualKey } from './virtual-key.js';

const MOST_POLL_MS = 4_000;
const TRIES = 5;
const MOST_LISTED = 500;

/** What a key is made with. */
export interface NewKey {
  /** Its name in the ledger: letters, digits, ".", "_" and "-". Default `key_` and a ULID. */
  readonly id?: string;
  /** For people. */
  readonly name?: string;
  /** Default: everything that calls may do, and no other right. */
  readonly scope?: KeyScope;
  /** Default: never. */
  readonly expiresAt?: Date;
}

/** A key with its secret, which is told this once. */
export interface IssuedKey {
  readonly key: VirtualKey;
  readonly secret: string;
}

const LEGAL_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Keys for callers of this application: each with a scope, and stored as its digest only. A change holds on every process
 * within 5 s. Methods that take `by` do only what the scope of that key allows; without it the application itself acts.
 */
@Injectable()
export class VirtualKeys implements OnModuleInit, OnApplicationShutdown {
  private readonly cache: KeyCache;
  private readonly presence: KeyPresence;

  /** Throws a `ConfigurationError` for options that are not legal. */
  constructor(
    private readonly store: KeyStore,
    private readonly clock: Clock,
    private readonly events: KeyEvents,
    @Inject(LLM_KEYS_OPTIONS) private readonly options: LlmKeysOptions,
  ) {
    const { environment, pollEvery = '3s', grace = '10m' } = options;
    if (environment !== undefined && !KEY_ENVIRONMENT.test(environment)) {
      throw new ConfigurationError(
        `keys.environment: ${JSON.stringify(environment)} is not legal. Legal: 1 to 16 lower case letters and digits.`,
      );
    }
    const pollMs = toMilliseconds(pollEvery);
    if (pollMs < 1 || pollMs > MOST_POLL_MS) {
      throw new ConfigurationError(
        `keys.pollEvery: ${pollEvery} is not legal. Legal: 1 ms to 4 s, so that revocations hold everywhere within 5 s.`,
      );
    }
    this.presence = new KeyPresence(store, clock);
    this.cache = new KeyCache(store, clock, { pollMs, graceMs: toMilliseconds(grace) });
  }

  /** Puts the seeds into the store. */
  async onModuleInit(): Promise<void> {
    const done = await applySeeds(this.store, this.options.seeds ?? [], this.clock.now());
    for (const event of done) this.events.publish(event);
    await this.presence.ask();
  }

  onApplicationShutdown(): void {
    this.cache.close();
  }

  /**
   * Whose key this is; at once where it is known here. Throws, or rejects with, an `InvalidKeyError`, whose message tells
   * an expired key to its holder, and nothing else apart; `KeysUnavailableError` where the store does not answer.
   */
  admit(secret: string): AdmittedKey | Promise<AdmittedKey> {
    if (formOfSecret(secret) === 'damaged') {
      throw new InvalidKeyError(
        'The API key is not valid: its checksum does not fit. Was it copied as a whole?',
      );
    }
    const digest = digestOf(secret);
    const known = this.cache.find(digest);
    return known instanceof Promise
      ? known.then((it) => admit(it, digest, this.clock.now()))
      : admit(known, digest, this.clock.now());
  }

  /** Whether there is any key at all, valid or not; where there was none, another process's first one is seen in 2 s. */
  any(): boolean | Promise<boolean> {
    return this.presence.ask();
  }

  /** Throws an `InvalidRequestError` that names what is not legal, and a `KeyConflictError` where the id is taken. */
  async create(asked: NewKey, by?: KeyActor): Promise<IssuedKey> {
    const { id = `key_${ulid(this.clock.now())}`, name, expiresAt } = asked;
    if (typeof id !== 'string' || !LEGAL_ID.test(id)) {
      throw new InvalidRequestError(
        'id: Legal: 1 to 100 letters, digits, ".", "_" and "-", and a letter or digit first.',
        'id',
      );
    }
    if (name !== undefined && plainText(name) !== undefined) {
      throw new InvalidRequestError(`name: Legal: ${plainText(name)?.legal}.`, 'name');
    }
    const scope = scopeWithin(by, checkedScope(asked.scope ?? {}));
    const now = this.clock.now();
    const secret = makeSecret(this.options.environment);
    const key: StoredKey = {
      id,
      name: name ?? null,
      source: 'created',
      scope,
      prefix: shownPart(secret),
      digest: digestOf(secret),
      previousPrefix: null,
      previousDigest: null,
      previousUntil: null,
      seedDigest: null,
      createdAt: now,
      createdBy: by?.id ?? null,
      expiresAt: expiresAt === undefined ? null : instant(expiresAt, now),
      rotatedAt: null,
      revokedAt: null,
      revokedBy: null,
      version: 1,
    };
    if (!(await this.store.insert(key))) {
      throw new KeyConflictError(
        `There is a key with the id ${JSON.stringify(id)}. An id is never used again.`,
      );
    }
    this.presence.noteOne();
    this.tell('key-created', key, by);
    return { key: shownKey(key, now), secret };
  }

  /** In the order of their ids, 100 at a time by default and 500 at most; `after` the last id of the page before. */
  async list(query: Partial<KeyQuery> = {}, by?: KeyActor): Promise<readonly VirtualKey[]> {
    const { limit = 100, after, tenant } = query;
    const own = tenantOf(by);
    if (own !== undefined && tenant !== undefined && tenant !== own) return [];
    const keys = await this.store.list({
      tenant: own ?? tenant,
      after,
      limit: Math.min(Math.max(1, limit), MOST_LISTED),
    });
    const now = this.clock.now();
    return keys.map((key) => shownKey(key, now));
  }

  /** Throws an `UnknownKeyError` where there is none. */
  async get(id: string, by?: KeyActor): Promise<VirtualKey> {
    const key = await this.store.find(id);
    if (key === undefined || !seesKey(by, key)) throw new UnknownKeyError(id);
    return shownKey(key, this.clock.now());
  }

  /**
   * Gives a key a new secret. The old one stays valid for `overlap`, 1 hour by default; one that was still valid from a
   * rotation before ends now. Throws a `KeyConflictError` where the key is revoked.
   */
  async rotate(id: string, overlap: Duration = '1h', by?: KeyActor): Promise<IssuedKey> {
    const overlapMs = lengthOf(overlap);
    const secret = makeSecret(this.options.environment);
    const key = await this.change(id, by, (old, now) => ({
      ...old,
      prefix: shownPart(secret),
      digest: digestOf(secret),
      previousPrefix: overlapMs > 0 ? old.prefix : null,
      previousDigest: overlapMs > 0 ? old.digest : null,
      previousUntil: overlapMs > 0 ? now + overlapMs : null,
      rotatedAt: now,
    }));
    this.tell('key-rotated', key, by);
    return { key: shownKey(key, this.clock.now()), secret };
  }

  /** Sets when a key ends; null: never. Throws a `KeyConflictError` where it is revoked. */
  async expire(id: string, at: Date | null, by?: KeyActor): Promise<VirtualKey> {
    const expiresAt = at === null ? null : instant(at);
    const key = await this.change(id, by, (old) => ({ ...old, expiresAt }));
    this.tell('key-changed', key, by);
    return shownKey(key, this.clock.now());
  }

  /** Ends a key for good, at once here and within 5 s everywhere. One that is revoked already stays as it is. */
  async revoke(id: string, by?: KeyActor): Promise<VirtualKey> {
    const before = await this.get(id, by);
    if (before.status === 'revoked') return before;
    const revokedBy = by?.id ?? null;
    const key = await this.change(id, by, (old, now) => ({ ...old, revokedAt: now, revokedBy }));
    this.tell('key-revoked', key, by);
    return shownKey(key, this.clock.now());
  }

  /** Looks for changes now, and not only with the next poll. */
  refresh(): Promise<void> {
    return this.cache.refresh();
  }

  private async change(
    id: string,
    by: KeyActor | undefined,
    change: (key: StoredKey, now: number) => StoredKey,
  ): Promise<StoredKey> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const old = await this.store.find(id);
      if (old === undefined) throw new UnknownKeyError(id);
      checkAuthority(by, old);
      if (old.revokedAt !== null) {
        throw new KeyConflictError(`The key ${JSON.stringify(id)} is revoked.`);
      }
      const next = { ...change(old, this.clock.now()), version: old.version + 1 };
      if (!(await this.store.replace(next, old.version))) continue;
      this.cache.changed(id);
      return next;
    }
    throw new KeyConflictError(
      `The key ${JSON.stringify(id)} is being changed by others. Try again.`,
    );
  }

  private tell(type: KeyEvent['type'], { id, scope }: StoredKey, by: KeyActor | undefined): void {
    const { tenant } = scope;
    const event = { type, keyId: id, ...(tenant && { tenant }), ...(by && { by: by.id }) };
    this.events.publish({ ...event, at: this.clock.now() });
  }
}

function lengthOf(overlap: Duration): number {
  try {
    return toMilliseconds(overlap);
  } catch (error) {
    throw new InvalidRequestError(`overlap: ${(error as Error).message}`, 'overlap');
  }
}

function instant(at: Date, after = -Infinity): number {
  const time = at instanceof Date ? at.getTime() : NaN;
  if (time > after) return time;
  throw new InvalidRequestError('expiresAt: Legal: a point in time to come.', 'expiresAt');
}
