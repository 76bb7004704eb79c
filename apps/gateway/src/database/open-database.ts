import { runLlmMigrations } from 'nestjs-llm-router/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** The ledger's database cannot be opened; the message is for whoever starts the gateway. */
export class DatabaseUnavailable extends Error {
  constructor(options: DataSourceOptions, cause: unknown) {
    super(`The database ${nameOf(options)} cannot be opened: ${reasonOf(cause)}`, { cause });
    this.name = 'DatabaseUnavailable';
  }
}

/** Connects and migrates, one process at a time; rejects with `DatabaseUnavailable`. */
export async function openDatabase(options: DataSourceOptions | undefined): Promise<DataSource> {
  if (options === undefined) throw new TypeError('The database has no options.');
  const source = new DataSource(options);
  try {
    await source.initialize();
    await runLlmMigrations(source);
    return source;
  } catch (error) {
    if (source.isInitialized) await source.destroy();
    throw new DatabaseUnavailable(options, error);
  }
}

function nameOf(options: DataSourceOptions): string {
  if (options.type !== 'postgres') return String(options.database);
  const { protocol, host, pathname } = new URL(options.url ?? '');
  return `${protocol}//${host}${pathname}`;
}

/** A refused connection to several addresses of one host has no message of its own. */
function reasonOf(cause: unknown): string {
  const { message, code } = cause as { message?: string; code?: string };
  return message || code || 'for an unknown reason';
}
