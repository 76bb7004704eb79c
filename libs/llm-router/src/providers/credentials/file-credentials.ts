import { readFileSync, statSync } from 'node:fs';
import type { Credential, CredentialSource } from '../../contracts/credential-source.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import { credentialsIn } from './credential-list.js';

/** How often the file is looked at, at most: a request must not wait for a disk. */
const LOOK_EVERY_MS = 1_000;

/**
 * The keys in a file, e.g. a mounted secret: one, or one a line. Read again within a second after the file has changed;
 * while it is missing or empty the keys of before serve on. Throws a `ConfigurationError` where it cannot be read at
 * first.
 */
export function fromFile(path: string): CredentialSource {
  return new FileCredentials(path);
}

export class FileCredentials implements CredentialSource {
  readonly id: string;
  private list: readonly Credential[] = [];
  private version = '';
  private lookedAt: number;

  /** `now` in milliseconds. */
  constructor(
    private readonly path: string,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.id = `file:${path}`;
    this.lookedAt = now();
    this.look();
    if (this.list.length === 0) {
      throw new ConfigurationError(`fromFile(): ${path} cannot be read, or holds no key.`);
    }
  }

  credentials(): readonly Credential[] {
    if (this.now() - this.lookedAt >= LOOK_EVERY_MS) {
      this.lookedAt = this.now();
      this.look();
    }
    return this.list;
  }

  private look(): void {
    try {
      const { mtimeMs, ino, size } = statSync(this.path);
      const version = `${mtimeMs} ${ino} ${size}`;
      if (version === this.version) return;
      const list = credentialsIn(readFileSync(this.path, 'utf8'));
      if (list.length === 0) return;
      this.version = version;
      this.list = list;
    } catch {
      // Secrets are replaced by removing them first.
    }
  }
}
