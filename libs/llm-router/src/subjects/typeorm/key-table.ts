import type { DataSource } from 'typeorm';
import type { KeyProvider, WrappedKey } from '../../contracts/key-provider.js';
import { newKey } from '../envelope.js';
import { LlmSubject } from './llm-subject.entity.js';
import type { SqlRow } from '../../sql/typeorm/sql-work.js';
import { type Sql, type SqlText, sqlOn, tableOf } from './sql.js';

/** In one statement. */
const MOST_IDS = 500;

/** The data key of a subject, which is there and can be used. */
export interface DataKey {
  readonly generation: number;
  readonly key: Uint8Array;
}

interface Row {
  readonly generation: number;
  readonly wrapped: WrappedKey | undefined;
  readonly erasedAt: number | undefined;
}

/** `llm_subjects`: data keys under a master key. Each is read anew for every use, so that a destroyed one is used nowhere. */
export class KeyTable {
  private readonly sql: Sql;
  private readonly table: SqlText;

  constructor(
    dataSource: DataSource,
    private readonly provider: KeyProvider,
  ) {
    this.sql = sqlOn(dataSource);
    this.table = tableOf(dataSource, LlmSubject);
  }

  /** Undefined where it is destroyed, or there is none. */
  async find(id: string): Promise<DataKey | undefined> {
    return this.unwrapped(id, await this.row(id));
  }

  /** Makes one where there is none. Undefined where the subject was erased since then (epoch milliseconds). */
  async findOrMake(id: string, since: number): Promise<DataKey | undefined> {
    for (let row = await this.row(id); ; row = await this.row(id)) {
      if (row?.erasedAt !== undefined && row.erasedAt >= since) return undefined;
      if (row?.wrapped !== undefined) return this.unwrapped(id, row);
      await this.make(id, since);
    }
  }

  /** Of these, those that were erased, with the time of the last erasure. */
  async erased(ids: readonly string[]): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (let start = 0; start < ids.length; start += MOST_IDS) {
      const rows = await this.sql`SELECT id, erased_at FROM ${this.table}
        WHERE erased_at IS NOT NULL AND id IN (${ids.slice(start, start + MOST_IDS)})`;
      for (const row of rows) found.set(String(row['id']), Number(row['erased_at']));
    }
    return found;
  }

  /** Destroys the key; nothing of a call that began until then is taken any more. Gives whether there was a key. */
  async destroy(id: string, at: number): Promise<boolean> {
    const { sql, table } = this;
    const destroyed = await sql`UPDATE ${table} SET wrapped = NULL, key_id = NULL,
      generation = generation + 1, erased_at = ${at} WHERE id = ${id} AND wrapped IS NOT NULL RETURNING id`;
    await sql`INSERT INTO ${table} (id, generation, created_at, erased_at) VALUES (${id}, 1, ${at}, ${at})
      ON CONFLICT (id) DO UPDATE SET erased_at = excluded.erased_at`;
    return destroyed.length > 0;
  }

  /** Puts keys under the current master key that are under another one; gives how many. */
  async rewrap(): Promise<number> {
    const current = await this.provider.currentKeyId();
    for (let count = 0; ;) {
      const rows = await this.sql`SELECT id, key_id, wrapped FROM ${this.table}
        WHERE wrapped IS NOT NULL AND key_id <> ${current} ORDER BY id LIMIT 100`;
      if (rows.length === 0) return count;
      for (const row of rows) count += await this.rewrapped(String(row['id']), wrappedOf(row));
    }
  }

  /** Tries one key under each master key that is in use. Rejects where it cannot be unwrapped. */
  async check(): Promise<void> {
    const samples = await this.sql`SELECT MIN(id) AS id FROM ${this.table}
      WHERE wrapped IS NOT NULL GROUP BY key_id`;
    for (const { id } of samples) await this.find(String(id));
  }

  private async rewrapped(id: string, old: WrappedKey): Promise<number> {
    const key = await this.provider.unwrap(old, id);
    const { keyId, wrapped } = await this.provider.wrap(key, id);
    const changed = await this.sql`UPDATE ${this.table} SET key_id = ${keyId}, wrapped = ${wrapped}
      WHERE id = ${id} AND wrapped = ${old.wrapped} RETURNING id`;
    return changed.length;
  }

  /** Another process may be first; its key counts then. */
  private async make(id: string, at: number): Promise<void> {
    const { keyId, wrapped } = await this.provider.wrap(newKey(), id);
    await this
      .sql`INSERT INTO ${this.table} AS subject (id, generation, key_id, wrapped, created_at)
      VALUES (${id}, 0, ${keyId}, ${wrapped}, ${at})
      ON CONFLICT (id) DO UPDATE SET key_id = excluded.key_id, wrapped = excluded.wrapped
      WHERE subject.wrapped IS NULL AND subject.erased_at < ${at}`;
  }

  private async unwrapped(id: string, row: Row | undefined): Promise<DataKey | undefined> {
    if (row?.wrapped === undefined) return undefined;
    return {
      generation: row.generation,
      key: await this.provider.unwrap(row.wrapped, id),
    };
  }

  private async row(id: string): Promise<Row | undefined> {
    const [row] = await this.sql`SELECT generation, key_id, wrapped, erased_at FROM ${this.table}
      WHERE id = ${id}`;
    if (row === undefined) return undefined;
    return {
      generation: Number(row['generation']),
      wrapped: row['wrapped'] === null ? undefined : wrappedOf(row),
      erasedAt: row['erased_at'] === null ? undefined : Number(row['erased_at']),
    };
  }
}

function wrappedOf(row: SqlRow): WrappedKey {
  return { keyId: String(row['key_id']), wrapped: String(row['wrapped']) };
}
