import { Logger } from '@nestjs/common';
import type { CredentialSource } from '../../contracts/credential-source.js';
import { UpstreamError } from '../../contracts/errors/upstream-error.js';
import { atMostEvery } from '../../foundation/at-most-every.js';
import { problemOf } from './credential-list.js';
import { KeyRotation, type RotatedKey } from './key-rotation.js';
import { NamedSource } from './named-source.js';

/** How long a key rests whose provider limits its rate without saying how long. */
const RATE_LIMIT_MS = 1_000;
/** How long a key rests whose account has no credit left: about as long as it takes somebody to top it up. */
const QUOTA_MS = 10 * 60_000;
const COMPLAIN_EVERY_MS = 60_000;

/** The headers in which a vendor wants its key. */
export type CarryKey = (key: string) => Readonly<Record<string, string>>;

export const bearer: CarryKey = (key) => ({ authorization: `Bearer ${key}` });

/** The keys of one provider: which one a request goes out with, and what its answer says about it. */
export class ProviderKeys {
  private readonly rotation = new KeyRotation();
  private readonly mayComplain: () => boolean;

  /** `now` in milliseconds. */
  constructor(
    private readonly provider: string,
    private readonly source: CredentialSource,
    private readonly carry: CarryKey = bearer,
    private readonly log: Pick<Logger, 'log' | 'warn'> = new Logger('LlmRouter'),
    private readonly now: () => number = () => performance.now(),
  ) {
    this.mayComplain = atMostEvery(COMPLAIN_EVERY_MS, now);
  }

  /** Looks the source up where it is a plugin. */
  bind(find: (id: string) => CredentialSource): void {
    if (this.source instanceof NamedSource) this.source.bind(find);
  }

  /** What must not be shown. */
  get secrets(): readonly string[] {
    return this.rotation.all.map((it) => it.key);
  }

  /** The key for the next request. Rejects with `auth_refused` where there is none. */
  async take(): Promise<RotatedKey> {
    await this.refresh();
    const key = this.rotation.take(this.now());
    if (key !== undefined) return key;
    throw new UpstreamError(`The router has no key for provider ${this.provider}.`, {
      code: 'auth_refused',
      provider: this.provider,
    });
  }

  headersOf({ key }: RotatedKey): Readonly<Record<string, string>> {
    return this.carry(key);
  }

  accepted(key: RotatedKey): void {
    if (!key.retired) return;
    key.retired = false;
    this.log.log(`Provider ${this.provider} accepts the key ${key.alias} again.`);
  }

  /** Learns from a failure; gives it back with the key's alias, and with whether another key may do better at once. */
  failed(key: RotatedKey, error: UpstreamError): UpstreamError {
    const isAboutTheKey = this.learn(key, error);
    const now = this.now();
    const anotherKey = isAboutTheKey && this.rotation.hasFree(now);
    return new UpstreamError(error.message, {
      code: error.code,
      provider: error.provider,
      credential: key.alias,
      disposition: anotherKey ? 'retry-same' : error.disposition,
      anotherKey,
      ...(error.upstreamStatus === undefined ? {} : { upstreamStatus: error.upstreamStatus }),
      ...(error.param === undefined ? {} : { param: error.param }),
      ...(error.cause === undefined ? {} : { cause: error.cause }),
      ...this.retryAfter(error, anotherKey, now),
    });
  }

  private learn(key: RotatedKey, { code, retryAfterMs }: UpstreamError): boolean {
    const now = this.now();
    switch (code) {
      case 'auth_refused':
        if (!key.retired) {
          this.log.warn(
            `Provider ${this.provider} refuses the key ${key.alias}: it is used no more while there is another one.`,
          );
        }
        key.retired = true;
        key.heldUntil = now;
        return true;
      case 'quota_exhausted':
        if (key.heldUntil <= now)
          this.log.warn(
            `The account of the key ${key.alias} at provider ${this.provider} has no credit left: the key rests for ${QUOTA_MS / 60_000} minutes.`,
          );
        key.heldUntil = now + QUOTA_MS;
        return true;
      case 'rate_limited':
        key.heldUntil = Math.max(key.heldUntil, now + (retryAfterMs ?? RATE_LIMIT_MS));
        return true;
      default:
        return false;
    }
  }

  /** A provider with several keys is limited until the first of them is free. */
  private retryAfter({ code, retryAfterMs }: UpstreamError, anotherKey: boolean, now: number) {
    if (retryAfterMs === undefined || anotherKey) return {};
    const soonest = Math.ceil(this.rotation.freeAt(now) - now);
    return {
      retryAfterMs: code === 'rate_limited' ? Math.min(retryAfterMs, soonest) : retryAfterMs,
    };
  }

  private async refresh(): Promise<void> {
    try {
      const listed = this.source.credentials();
      const list = 'then' in listed ? await listed : listed;
      if (this.rotation.holds(list)) return;
      const problem = problemOf(list);
      if (problem !== undefined) throw new Error(`it ${problem}`);
      this.rotation.replace(list);
    } catch (error) {
      if (this.mayComplain()) this.complain(error);
    }
  }

  private complain(error: unknown): void {
    const reason = error instanceof Error ? error.message : 'unknown';
    this.log.warn(
      `The credential source ${this.source.id} of provider ${this.provider} gave no keys (${reason}); the keys of before serve on.`,
    );
  }
}
