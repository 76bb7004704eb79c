import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { Subject } from '../../contracts/subject.js';
import {
  type SealedPlace,
  type SealedText,
  type SubjectSince,
  SubjectVault,
} from '../../contracts/subject-vault.js';
import { canonicalJson } from '../../foundation/canonical-json.js';
import { decrypt, encrypt } from '../envelope.js';
import { SubjectSecrets } from '../subject-secrets.js';
import type { KeyTable } from './key-table.js';

/** The row that names subjects and signs receipts. */
const INSTALLATION = 'installation';

/** Seals texts under the keys of `llm_subjects`. */
export class SubjectKeys extends SubjectVault {
  private known: Promise<SubjectSecrets> | undefined;

  /** Asked for late: a plugin may hold the master keys, and all plugins exist when the application starts. */
  constructor(private readonly table: () => KeyTable) {
    super();
  }

  get keys(): KeyTable {
    return this.table();
  }

  /** Rejects with a `ConfigurationError` where the master keys are not those that the keys are under. */
  async check(): Promise<void> {
    try {
      await this.secrets();
      await this.keys.check();
    } catch (error) {
      if (error instanceof ConfigurationError) throw error;
      throw new ConfigurationError(
        `keys: the data keys in llm_subjects cannot be read with these master keys. ${(error as Error).message} Give the one that they were made with, beside the current one.`,
      );
    }
  }

  /** What names subjects and signs receipts, the same in all processes. */
  secrets(): Promise<SubjectSecrets> {
    this.known ??= this.readSecrets().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  override async pseudonymOf(subject: Subject): Promise<string> {
    return (await this.secrets()).pseudonymOf(subject);
  }

  override async seal(
    { subject, since }: SubjectSince,
    place: SealedPlace,
    text: string,
  ): Promise<SealedText | undefined> {
    const id = await this.pseudonymOf(subject);
    const found = await this.keys.findOrMake(id, since);
    if (found === undefined) return undefined;
    const { key, generation } = found;
    const sealed = encrypt(key, Buffer.from(text, 'utf8'), contextOf(place, id, generation));
    return { subject: id, generation, data: sealed.toString('base64') };
  }

  override async open(
    { subject, generation, data }: SealedText,
    place: SealedPlace,
  ): Promise<string | undefined> {
    const found = await this.keys.find(subject);
    if (found?.generation !== generation) return undefined;
    const context = contextOf(place, subject, generation);
    return decrypt(found.key, Buffer.from(data, 'base64'), context).toString('utf8');
  }

  override async erasedSince(calls: readonly SubjectSince[]): Promise<(string | undefined)[]> {
    const secrets = await this.secrets();
    const names = calls.map(({ subject }) => secrets.pseudonymOf(subject));
    const erased = await this.keys.erased([...new Set(names)]);
    return calls.map(({ since }, index) => {
      const name = names[index] ?? '';
      return (erased.get(name) ?? -Infinity) >= since ? name : undefined;
    });
  }

  private async readSecrets(): Promise<SubjectSecrets> {
    const found = await this.keys.findOrMake(INSTALLATION, 0);
    if (found === undefined) throw new Error(`The row "${INSTALLATION}" has no key.`);
    return new SubjectSecrets(found.key);
  }
}

function contextOf({ store, id }: SealedPlace, subject: string, generation: number): string {
  return canonicalJson([store, id, subject, generation]);
}
