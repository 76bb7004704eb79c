import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { LlmAuditEntry } from 'nestjs-llm-router/typeorm';
import { DataSource } from 'typeorm';
import { isPostgres } from '../database/database-options.js';

/** For reading only: tables are neither made nor changed. Rejects with words for whoever asked. */
export async function openTrail(url: string, cwd: string): Promise<DataSource> {
  const entities = [LlmAuditEntry];
  if (isPostgres(url)) return opened(new DataSource({ type: 'postgres', url, entities }));
  const database = resolve(cwd, url);
  if (!existsSync(database)) throw new Error('there is no such file');
  return opened(new DataSource({ type: 'better-sqlite3', database, readonly: true, entities }));
}

async function opened(source: DataSource): Promise<DataSource> {
  await source.initialize();
  try {
    const { tablePath } = source.getMetadata(LlmAuditEntry);
    const runner = source.createQueryRunner();
    const there = await runner.hasTable(tablePath).finally(() => runner.release());
    if (there) return source;
    throw new Error(`it has no table ${tablePath}`);
  } catch (error) {
    await source.destroy();
    throw error;
  }
}

/** What a database is called in messages: its password is no part of that. */
export function databaseName(url: string): string {
  if (!isPostgres(url)) return url;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
