import { type DynamicModule, type InjectionToken, Module, type Provider } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { CompletionJournalModule } from '../journal/completion-journal.module.js';
import { JournalDirectory } from '../journal/journal-directory.js';
import type { LedgerJournalOptions } from '../journal/journal-options.js';
import { JournaledLedger } from './journaled-ledger.js';
import { LedgerIntake } from './ledger-intake.js';
import { LedgerTables } from './ledger-tables.js';
import { LedgerWriter } from './ledger-writer.js';
import { LlmAttempt } from './llm-attempt.entity.js';
import { LlmRequest } from './llm-request.entity.js';
import { UsageLedger } from './usage-ledger.js';

/** The options of `LlmLedgerModule.forRoot()`. */
export interface LlmLedgerOptions {
  /**
   * Name of the TypeORM data source that holds the ledger. Default: the one without a name. On SQLite, where TypeORM
   * shares one connection, give the ledger a data source of its own if other code runs transactions.
   */
  readonly dataSource?: string;
  /**
   * Keeps settled calls in a journal on local disk until the database has them: each is recorded before its caller gets
   * the last bytes, and none is lost with the process. Default: none; calls wait in memory for a few milliseconds.
   */
  readonly journal?: LedgerJournalOptions;
}

/**
 * Keeps the usage ledger: every settled call becomes a row in `llm_requests`, every upstream try one in
 * `llm_attempts`. The data source needs the two entities (`autoLoadEntities`, or by name) and `llmLedgerMigrations`.
 */
@Module({})
export class LlmLedgerModule {
  static forRoot(options: LlmLedgerOptions = {}): DynamicModule {
    const dataSource = getDataSourceToken(options.dataSource);
    const repositories = TypeOrmModule.forFeature([LlmRequest, LlmAttempt], options.dataSource);
    const { journal } = options;
    const intake = journal ? JournaledLedger : LedgerWriter;
    return {
      module: LlmLedgerModule,
      imports: [repositories, ...(journal ? [CompletionJournalModule.forRoot(journal)] : [])],
      providers: [
        journal ? journaledLedger(dataSource) : ledgerWriter(dataSource),
        { provide: LedgerIntake, useExisting: intake },
        {
          provide: UsageLedger,
          inject: [dataSource, LedgerIntake],
          useFactory: (source: DataSource, it: LedgerIntake) => new UsageLedger(source, it),
        },
      ],
      exports: [repositories, intake, LedgerIntake, UsageLedger],
    };
  }
}

function ledgerWriter(dataSource: InjectionToken): Provider {
  return {
    provide: LedgerWriter,
    inject: [dataSource],
    useFactory: (source: DataSource) => new LedgerWriter(source),
  };
}

function journaledLedger(dataSource: InjectionToken): Provider {
  return {
    provide: JournaledLedger,
    inject: [dataSource, JournalDirectory],
    useFactory: (source: DataSource, directory: JournalDirectory) =>
      new JournaledLedger(directory, new LedgerTables(source)),
  };
}
