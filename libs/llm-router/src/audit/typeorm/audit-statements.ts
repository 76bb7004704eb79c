import type { DataSource } from 'typeorm';
import type { SqlRow, SqlStatement, SqlWork } from '../../sql/typeorm/sql-work.js';
import { tablePath } from '../../sql/typeorm/table-path.js';
import { type ChainedEntry, chained, type ChainHead, GENESIS } from '../audit-chain.js';
import type { PlainEntry } from '../plain-entry.js';
import { LlmAuditEntry } from './llm-audit-entry.entity.js';

/** The lock of PostgreSQL that whoever appends holds; any number that nobody else uses. */
const APPEND_LOCK = 4_802_731_969;

const COLUMNS = [
  'sequence',
  'previous',
  'hash',
  'id',
  'at',
  'kind',
  'actor',
  'subject',
  'details',
] as const satisfies readonly (keyof ChainedEntry)[];

export function auditTable(dataSource: DataSource): string {
  return tablePath(dataSource, LlmAuditEntry);
}

/** Links entries to the end of the chain; in a transaction that holds the lock of SQLite. */
export function* appendEntries(
  dataSource: DataSource,
  entries: readonly PlainEntry[],
  again: boolean,
): SqlWork<void> {
  const table = auditTable(dataSource);
  if (dataSource.options.type === 'postgres') {
    yield { sql: 'SELECT pg_advisory_xact_lock($1)', parameters: [APPEND_LOCK] };
  }
  const known = again ? yield* knownOf(dataSource, table, entries) : new Set();
  const [last] = yield {
    sql: `SELECT sequence, hash FROM ${table} ORDER BY sequence DESC LIMIT 1`,
    parameters: [],
  };
  const added = chained(
    headOf(last),
    entries.filter(({ id }) => !known.has(id)),
  );
  if (added.length > 0) yield insert(dataSource, table, added);
}

export function headOf(row: SqlRow | undefined): ChainHead {
  if (row === undefined) return GENESIS;
  return { sequence: Number(row['sequence']), hash: String(row['hash']) };
}

function* knownOf(
  { driver }: DataSource,
  table: string,
  entries: readonly PlainEntry[],
): SqlWork<Set<unknown>> {
  const places = entries.map((_entry, index) => driver.createParameter('id', index)).join(', ');
  const rows = yield {
    sql: `SELECT id FROM ${table} WHERE id IN (${places})`,
    parameters: entries.map(({ id }) => id),
  };
  return new Set(rows.map(({ id }) => id));
}

function insert(
  { driver }: DataSource,
  table: string,
  entries: readonly ChainedEntry[],
): SqlStatement {
  const parameters: unknown[] = [];
  const tuples = entries.map((entry) => {
    const places = COLUMNS.map((name) =>
      driver.createParameter(name, parameters.push(entry[name]) - 1),
    );
    return `(${places.join(', ')})`;
  });
  const names = COLUMNS.map((name) => driver.escape(name)).join(', ');
  return { sql: `INSERT INTO ${table} (${names}) VALUES ${tuples.join(', ')}`, parameters };
}
