import type { Credential, CredentialSource } from '../../contracts/credential-source.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import { credentialsIn } from './credential-list.js';

/**
 * The keys in an environment variable of this process: one, or several with white space between. Read for every
 * request, so that a change takes effect at once. Throws a `ConfigurationError` where it is not set.
 */
export function fromEnv(name: string): CredentialSource {
  return new EnvironmentCredentials(name);
}

class EnvironmentCredentials implements CredentialSource {
  readonly id: string;
  private text = '';
  private list: readonly Credential[] = [];

  constructor(private readonly name: string) {
    this.id = `env:${name}`;
    if (this.credentials().length === 0) {
      throw new ConfigurationError(`fromEnv(): the environment variable ${name} is not set.`);
    }
  }

  credentials(): readonly Credential[] {
    const text = process.env[this.name] ?? '';
    if (text !== this.text && text.trim() !== '') {
      this.text = text;
      this.list = credentialsIn(text);
    }
    return this.list;
  }
}
