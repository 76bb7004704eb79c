import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { postgresUrl } from './services.js';

/** An empty database for one run of tests. */
export interface ScratchDatabase {
  readonly options: DataSourceOptions;
  drop(): Promise<void>;
}

export async function scratchSqlite(): Promise<ScratchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'llm-ledger-'));
  return {
    options: { type: 'better-sqlite3', database: join(folder, 'ledger.db') },
    drop: async () => rmSync(folder, { recursive: true }),
  };
}

/** Undefined where no PostgreSQL is reachable. */
export async function scratchPostgres(): Promise<ScratchDatabase | undefined> {
  const url = await postgresUrl();
  if (url === undefined) return undefined;
  const name = `llm_router_${randomBytes(6).toString('hex')}`;
  await execute(url, `CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    options: { type: 'postgres', url: own.href },
    drop: () => execute(url, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** All that the ledger and its neighbours have to work on, by name. */
export const DATABASES = [
  ['SQLite', scratchSqlite],
  ['PostgreSQL', scratchPostgres],
] as const;

/** `it`, as long as that holds: without its database a test does nothing, which `postgresUrl` reports. */
export function testWhere(isReachable: () => boolean) {
  return (name: string, run: () => Promise<void>): void =>
    it(name, async () => {
      if (isReachable()) await run();
    });
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
