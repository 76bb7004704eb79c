import type { CallOptions } from '../../contracts/options.js';

/** Who may read a response: its tenant, or its key where there is no tenant; where nobody is told apart, anybody. */
export function ownerOf({ tenant, keyId }: NonNullable<CallOptions['caller']>): string {
  if (tenant !== undefined) return `tenant:${tenant}`;
  return keyId === undefined ? 'anybody' : `key:${keyId}`;
}
