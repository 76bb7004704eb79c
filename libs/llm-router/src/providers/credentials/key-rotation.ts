import type { Credential } from '../../contracts/credential-source.js';
import { aliasOf } from './credential-list.js';

/** One key and how it is. */
export interface RotatedKey {
  readonly key: string;
  readonly alias: string;
  readonly weight: number;
  /** The provider refused it. */
  retired: boolean;
  /** Left alone until then, in milliseconds. */
  heldUntil: number;
  /** Where it stands in the rotation. */
  credit: number;
}

/**
 * Whose turn it is among the keys of one provider: smooth weighted round robin (as in nginx, "Upstream: smooth weighted
 * round-robin balancing", 2012) over those that are free. Where none is free, the one that is the soonest: a provider
 * that refuses is a better judge than a memory.
 */
export class KeyRotation {
  private keys: RotatedKey[] = [];
  private list: readonly Credential[] | undefined;

  /** Takes over a list; keys that stay keep their health. */
  replace(list: readonly Credential[]): void {
    this.list = list;
    const before = new Map(this.keys.map((it) => [it.key, it]));
    this.keys = list.map(({ key, weight = 1, ...item }, index) => {
      const { retired = false, heldUntil = 0 } = before.get(key) ?? {};
      return { key, alias: aliasOf(item, index), weight, retired, heldUntil, credit: 0 };
    });
  }

  holds(list: readonly Credential[]): boolean {
    return list === this.list;
  }

  get all(): readonly RotatedKey[] {
    return this.keys;
  }

  take(now: number): RotatedKey | undefined {
    const [only] = this.keys;
    if (this.keys.length <= 1) return only;
    let total = 0;
    let next: RotatedKey | undefined;
    for (const key of this.keys) {
      if (!isFree(key, now)) continue;
      key.credit += key.weight;
      total += key.weight;
      if (next === undefined || key.credit > next.credit) next = key;
    }
    if (next !== undefined) next.credit -= total;
    return next ?? this.soonest();
  }

  /** When a key is free, as far as is known; now or earlier where one is. */
  freeAt(now: number): number {
    return this.hasFree(now) ? now : (this.soonest()?.heldUntil ?? now);
  }

  hasFree(now: number): boolean {
    return this.keys.some((it) => isFree(it, now));
  }

  private soonest(): RotatedKey | undefined {
    return this.keys.toSorted(
      (a, b) => Number(a.retired) - Number(b.retired) || a.heldUntil - b.heldUntil,
    )[0];
  }
}

function isFree(key: RotatedKey, now: number): boolean {
  return !key.retired && key.heldUntil <= now;
}
