import type { Caller } from './caller.js';

/** A person as calls name them: an end user of one tenant, or of one key where there is no tenant. */
export interface Subject {
  readonly tenant?: string;
  /** Counts only where there is no tenant. */
  readonly keyId?: string;
  /** What calls send as `user`. */
  readonly user: string;
}

/**
 * Whose data a call holds: `caller.user`, or else what the request says of its end user. Undefined where neither names
 * anybody.
 */
export function subjectOf(
  { tenant, keyId, user }: Caller,
  said: string | null | undefined,
): Subject | undefined {
  const name = user ?? said;
  if (typeof name !== 'string' || name === '') return undefined;
  return tenant === undefined ? { keyId, user: name } : { tenant, user: name };
}

/** Under whose key a text of a call is kept: its subject's, or else the one of all unnamed users of its tenant or key. */
export function holderOf(caller: Caller, said: string | null | undefined): Subject {
  const { tenant, keyId } = caller;
  return subjectOf(caller, said) ?? { tenant, keyId, user: '' };
}

/** Who shares what is kept: a tenant, or a key where there is no tenant; where nobody is told apart, anybody. */
export function scopeOf({ tenant, keyId }: Pick<Subject, 'tenant' | 'keyId'>): string {
  if (tenant !== undefined) return `tenant:${tenant}`;
  return keyId === undefined ? 'anybody' : `key:${keyId}`;
}
