import { createHash, timingSafeEqual } from 'node:crypto';
import type { KeySettings } from '../config/key-schema.js';

/** Whom a key stands for. */
export interface KeyHolder {
  readonly id: string;
  readonly tenant?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly admin: boolean;
}

const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** The configured keys. Only their digests are kept. */
export class KeyRing {
  private readonly entries: readonly { readonly digest: Buffer; readonly holder: KeyHolder }[];

  constructor(settings: readonly KeySettings[]) {
    this.entries = settings.map(({ key, sha256, ...holder }) => ({
      digest: key === undefined ? Buffer.from(sha256 ?? '', 'hex') : digestOf(key),
      holder,
    }));
  }

  get empty(): boolean {
    return this.entries.length === 0;
  }

  /** Takes the same time whichever key matches, or none. */
  find(key: string): KeyHolder | undefined {
    const digest = digestOf(key);
    const matching = this.entries.filter((it) => timingSafeEqual(it.digest, digest));
    return matching[0]?.holder;
  }
}
