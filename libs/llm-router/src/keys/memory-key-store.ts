import { type KeyQuery, KeyStore } from './key-store.js';
import type { StoredKey } from './virtual-key.js';

/** Keeps keys in this process: for tests, and for applications whose keys are all seeds. */
export class MemoryKeyStore extends KeyStore {
  private readonly keys = new Map<string, StoredKey>();

  override async insert(key: StoredKey): Promise<boolean> {
    const taken = [...this.keys.values()].some((it) => it.digest === key.digest);
    if (taken || this.keys.has(key.id)) return false;
    this.keys.set(key.id, key);
    return true;
  }

  override async replace(key: StoredKey, version: number): Promise<boolean> {
    if (this.keys.get(key.id)?.version !== version) return false;
    this.keys.set(key.id, key);
    return true;
  }

  override async find(id: string): Promise<StoredKey | undefined> {
    return this.keys.get(id);
  }

  override async findByDigests(digests: readonly string[]): Promise<readonly StoredKey[]> {
    const wanted = new Set<string | null>(digests);
    return this.all().filter((it) => wanted.has(it.digest) || wanted.has(it.previousDigest));
  }

  override async versions(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = ids.flatMap((id) => this.keys.get(id) ?? []);
    return new Map(found.map(({ id, version }) => [id, version]));
  }

  override async list({ tenant, after, limit }: KeyQuery): Promise<readonly StoredKey[]> {
    return this.all()
      .filter((it) => tenant === undefined || it.scope.tenant === tenant)
      .filter((it) => after === undefined || it.id > after)
      .slice(0, limit);
  }

  override async seeds(): Promise<readonly StoredKey[]> {
    return this.all().filter((it) => it.source === 'seed');
  }

  override async any(): Promise<boolean> {
    return this.keys.size > 0;
  }

  private all(): StoredKey[] {
    return [...this.keys.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
