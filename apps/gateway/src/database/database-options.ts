import { resolve } from 'node:path';
import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import {
  LlmAuditEntry,
  llmAuditMigrations,
  LlmBudgetCounter,
  LlmBudgetLease,
  llmBudgetsMigrations,
  llmConversationsMigrations,
  LlmKey,
  llmKeysMigrations,
  llmLedgerEntities,
  llmLedgerMigrations,
  LlmResponse,
  llmSubjectsEntities,
  llmSubjectsMigrations,
} from 'nestjs-llm-router/typeorm';

/** The part of a better-sqlite3 database that is used here. */
interface SqliteDatabase {
  pragma(statement: string): unknown;
}

export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:/.test(url);
}

/** How TypeORM reaches ledger, stored responses and keys: PostgreSQL by its URL, anything else is an SQLite file in the working directory. */
export function databaseOptions(url: string, cwd: string): TypeOrmModuleOptions {
  const shared = {
    entities: [
      ...llmLedgerEntities,
      LlmResponse,
      LlmKey,
      LlmAuditEntry,
      LlmBudgetCounter,
      LlmBudgetLease,
      ...llmSubjectsEntities,
    ],
    migrations: [
      ...llmLedgerMigrations,
      ...llmConversationsMigrations,
      ...llmKeysMigrations,
      ...llmAuditMigrations,
      ...llmBudgetsMigrations,
      ...llmSubjectsMigrations,
    ],
    // What is wrong with the database is told at once; whatever supervises the gateway may start it again.
    retryAttempts: 1,
  };
  if (isPostgres(url)) return { ...shared, type: 'postgres', url };
  return {
    ...shared,
    type: 'better-sqlite3',
    database: url === ':memory:' ? url : resolve(cwd, url),
    prepareDatabase: (database: SqliteDatabase) => {
      database.pragma('busy_timeout = 5000');
      // Readers do not wait for the ledger's writer, and a commit does not wait for the disk.
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      // What is erased does not stay in free pages.
      database.pragma('secure_delete = ON');
    },
  };
}
