import { type DataSource, In, MoreThan, QueryFailedError, type Repository } from 'typeorm';
import { type KeyQuery, KeyStore } from '../key-store.js';
import type { StoredKey } from '../virtual-key.js';
import { LlmKey } from './llm-key.entity.js';

/** What PostgreSQL and SQLite call a row whose id or digest is there already. */
const TAKEN = new Set(['23505', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE']);

/** Keeps keys in `llm_keys`, on SQLite and on PostgreSQL. */
export class TypeOrmKeyStore extends KeyStore {
  private readonly keys: Repository<LlmKey>;

  constructor(source: DataSource) {
    super();
    this.keys = source.getRepository(LlmKey);
  }

  override async insert(key: StoredKey): Promise<boolean> {
    try {
      await this.keys.insert(rowOf(key));
      return true;
    } catch (error) {
      if (isTaken(error)) return false;
      throw error;
    }
  }

  override async replace(key: StoredKey, version: number): Promise<boolean> {
    const { affected } = await this.keys.update({ id: key.id, version }, rowOf(key));
    return affected === 1;
  }

  override async find(id: string): Promise<StoredKey | undefined> {
    const row = await this.keys.findOneBy({ id });
    return row === null ? undefined : keyOf(row);
  }

  override async findByDigests(digests: readonly string[]): Promise<readonly StoredKey[]> {
    const among = In([...digests]);
    const rows = await this.keys.findBy([{ digest: among }, { previousDigest: among }]);
    return rows.map(keyOf);
  }

  override async versions(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = await this.keys.find({
      select: { id: true, version: true },
      where: { id: In([...ids]) },
    });
    return new Map(found.map(({ id, version }) => [id, version]));
  }

  override async list({ tenant, after, limit }: KeyQuery): Promise<readonly StoredKey[]> {
    const rows = await this.keys.find({
      where: {
        ...(tenant !== undefined && { tenant }),
        ...(after !== undefined && { id: MoreThan(after) }),
      },
      order: { id: 'ASC' },
      take: limit,
    });
    return rows.map(keyOf);
  }

  override async seeds(): Promise<readonly StoredKey[]> {
    return (await this.keys.findBy({ source: 'seed' })).map(keyOf);
  }

  override any(): Promise<boolean> {
    return this.keys.exists();
  }
}

function rowOf(key: StoredKey): LlmKey {
  return { ...key, tenant: key.scope.tenant ?? null };
}

function keyOf({ tenant: _, ...key }: LlmKey): StoredKey {
  return key;
}

function isTaken(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code } = error.driverError as { code?: string };
  return code !== undefined && TAKEN.has(code);
}
