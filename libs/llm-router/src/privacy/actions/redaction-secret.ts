import { createHmac, randomBytes } from 'node:crypto';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';

const SHORTEST = 32;

/** What everything that must be unforgeable here is derived from. */
export class RedactionSecret {
  private readonly root: string | Buffer;

  /** Left out: random. Throws a `ConfigurationError` for one that is too short to be a secret. */
  constructor(secret: string | undefined) {
    if (secret !== undefined && (typeof secret !== 'string' || secret.length < SHORTEST)) {
      throw new ConfigurationError(
        `redact.secret: it is too short to be one. Legal: a text of ${SHORTEST} characters or more, at random.`,
      );
    }
    this.root = secret ?? randomBytes(SHORTEST);
  }

  /** A key of its own for whatever the texts describe. */
  keyFor(...about: readonly (string | null)[]): Buffer {
    return createHmac('sha256', this.root).update(JSON.stringify(about)).digest();
  }
}
