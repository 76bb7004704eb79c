import type { Credential, CredentialSource } from '../../contracts/credential-source.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import { problemOf } from './credential-list.js';

/** Keys that the application holds, and may replace while it runs: `keys.replace([{ key, alias: 'june' }])`. */
export class ReplaceableCredentials implements CredentialSource {
  private list: readonly Credential[] = [];

  /** Throws a `ConfigurationError` for an illegal key, alias or weight. */
  constructor(
    readonly id: string,
    list: readonly Credential[],
  ) {
    this.replace(list);
  }

  credentials(): readonly Credential[] {
    return this.list;
  }

  /** From the next request on. Throws a `ConfigurationError` for an illegal list, and keeps the keys it has. */
  replace(list: readonly Credential[]): void {
    const problem = problemOf(list) ?? (list.length === 0 ? 'holds no key' : undefined);
    if (problem !== undefined) {
      throw new ConfigurationError(`The list of credentials ${this.id} ${problem}.`);
    }
    this.list = [...list];
  }
}
