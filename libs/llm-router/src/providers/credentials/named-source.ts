import type { Credential, CredentialSource } from '../../contracts/credential-source.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';

/** The keys of the `@LlmCredentialSource()` with this id, which is looked up at boot. */
export function fromCredentialSource(id: string): CredentialSource {
  return new NamedSource(id);
}

/** Stands for a plugin until the application knows its plugins. */
export class NamedSource implements CredentialSource {
  private source: CredentialSource | undefined;

  constructor(readonly id: string) {}

  bind(find: (id: string) => CredentialSource): void {
    this.source = find(this.id);
  }

  credentials(): readonly Credential[] | Promise<readonly Credential[]> {
    if (this.source === undefined) {
      throw new ConfigurationError(
        `The credential source ${JSON.stringify(this.id)} is known in an application only: give the provider to LlmRouterModule.forRoot().`,
      );
    }
    return this.source.credentials();
  }
}
