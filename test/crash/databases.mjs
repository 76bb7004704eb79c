import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';

/** Nobody can write to the ledger until it is shown again, and whoever tries is told at once. */
const HIDE = 'ALTER TABLE llm_requests RENAME TO hidden_requests';
const SHOW = 'ALTER TABLE hidden_requests RENAME TO llm_requests';

/** A new file in this folder. */
export function sqlite(folder) {
  const path = join(folder, 'ledger.sqlite');
  let opened;
  const file = () => (opened ??= new Database(path, { timeout: 5_000 }));
  return {
    name: 'SQLite',
    url: path,
    query: async (sql) => file().prepare(sql).all(),
    execute: async (sql) => void file().exec(sql),
    hide: async () => void file().exec(HIDE),
    show: async () => void file().exec(SHOW),
    drop: async () => opened?.close(),
  };
}

/** A new database of the PostgreSQL at this URL; undefined where none answers. */
export async function postgres(url) {
  const name = `llm_crash_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await admin.connect();
  } catch {
    return undefined;
  }
  await admin.query(`CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: own.href, max: 1 });
  pool.on('error', () => undefined);
  return {
    name: 'PostgreSQL',
    url: own.href,
    query: async (sql) => (await pool.query(sql)).rows,
    execute: async (sql) => void (await pool.query(sql)),
    hide: async () => void (await pool.query(HIDE)),
    show: async () => void (await pool.query(SHOW)),
    drop: async () => {
      await pool.end();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
