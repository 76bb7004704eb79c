import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { KeyProvider, WrappedKey } from '../contracts/key-provider.js';
import { decrypt, encrypt } from './envelope.js';
import { type MasterKeys, readMasterKeys } from './master-keys.js';

/** Master keys in this process: from an environment variable or a file. */
export class LocalKeyProvider implements KeyProvider {
  readonly id = 'local';

  constructor(private readonly keys: MasterKeys) {}

  /** Throws a `ConfigurationError` where the variable holds no legal keys. */
  static fromEnv(name: string, env: NodeJS.ProcessEnv = process.env): LocalKeyProvider {
    const source = `keys.env: the environment variable ${name}`;
    const text = env[name];
    if (text === undefined) throw new ConfigurationError(`${source} is not set.`);
    return new LocalKeyProvider(readMasterKeys(text, source));
  }

  /** Throws a `ConfigurationError` where the file cannot be read, or holds no legal keys. */
  static fromFile(path: string): LocalKeyProvider {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new ConfigurationError(`keys.file: the file cannot be read (${code ?? 'unknown'}).`);
    }
    return new LocalKeyProvider(readMasterKeys(text, 'keys.file: the file'));
  }

  async currentKeyId(): Promise<string> {
    const [first = ''] = this.keys.keys();
    return first;
  }

  async wrap(dataKey: Uint8Array, context: string): Promise<WrappedKey> {
    const keyId = await this.currentKeyId();
    const wrapped = encrypt(this.keyOf(keyId), dataKey, context).toString('base64');
    return { keyId, wrapped };
  }

  async unwrap({ keyId, wrapped }: WrappedKey, context: string): Promise<Uint8Array> {
    return decrypt(this.keyOf(keyId), Buffer.from(wrapped, 'base64'), context);
  }

  private keyOf(id: string): Buffer {
    const key = this.keys.get(id);
    if (key !== undefined) return key;
    const known = [...this.keys.keys()].join(', ');
    throw new Error(`There is no master key "${id}". Known: ${known}.`);
  }
}
