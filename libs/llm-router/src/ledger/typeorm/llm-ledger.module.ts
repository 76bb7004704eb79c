import { type DynamicModule, type InjectionToken, Module, type Provider } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock } from '../../contracts/clock.js';
import { ModelDirectory } from '../../contracts/model-directory.js';
import { SubjectVault } from '../../contracts/subject-vault.js';
import { CompletionJournalModule } from '../journal/completion-journal.module.js';
import { GroupCommit } from '../journal/group-commit.js';
import type { LedgerJournalOptions } from '../journal/journal-options.js';
import type { LedgerJournal } from '../journal/ledger-journal.js';
import { JournaledLedger } from './journaled-ledger.js';
import { LedgerCorrections } from './ledger-corrections.js';
import { LedgerIntake } from './ledger-intake.js';
import { LedgerTables } from './ledger-tables.js';
import { LedgerWriter } from './ledger-writer.js';
import { llmLedgerEntities } from './llm-ledger-entities.js';
import { LedgerRetention } from './retention/ledger-retention.js';
import type { LedgerRetentionOptions } from './retention/retention-options.js';
import { LedgerRollups } from './rollups/ledger-rollups.js';
import { UsageRollups } from './rollups/usage-rollups.js';
import { LedgerData } from './subjects/ledger-data.js';
import { UsageLedger } from './usage-ledger.js';

/** The options of `LlmLedgerModule.forRoot()`. */
export interface LlmLedgerOptions {
  /** Name of the TypeORM data source that holds the ledger. Default: the one without a name. */
  readonly dataSource?: string;
  /**
   * Keeps settled calls in a journal until the database has them: each is recorded before its caller gets the last bytes,
   * and none is lost with the process. In a directory on local disk, or in a Redis that machines share: `new
   * RedisJournal('redis://…')` of `nestjs-llm-router/redis`. Default: none; calls wait in memory for a few milliseconds.
   */
  readonly journal?: LedgerJournalOptions | LedgerJournal;
  /** How long rows are kept; sums by hour and day stay. Default: for ever. */
  readonly retention?: LedgerRetentionOptions;
}

/**
 * Keeps the usage ledger: every settled call becomes a row in `llm_requests`, every upstream try one in `llm_attempts`,
 * and both are added up by hour and day. The data source needs `llmLedgerEntities` (or `autoLoadEntities`) and
 * `llmLedgerMigrations`.
 */
@Module({})
export class LlmLedgerModule {
  static forRoot({ dataSource: name, journal, retention }: LlmLedgerOptions = {}): DynamicModule {
    const dataSource = getDataSourceToken(name);
    const repositories = TypeOrmModule.forFeature(llmLedgerEntities, name);
    const intake = journal ? JournaledLedger : LedgerWriter;
    return {
      module: LlmLedgerModule,
      imports: [repositories, ...(journal ? [CompletionJournalModule.forRoot(journal)] : [])],
      providers: [
        ledgerTables(dataSource),
        journal ? journaledLedger : ledgerWriter,
        { provide: LedgerIntake, useExisting: intake },
        ...services(dataSource),
        ...(retention ? [ledgerRetention(dataSource, retention)] : []),
      ],
      exports: [repositories, intake, LedgerIntake, UsageLedger, LedgerCorrections, LedgerRollups],
    };
  }
}

const ledgerWriter: Provider = {
  provide: LedgerWriter,
  inject: [LedgerTables],
  useFactory: (tables: LedgerTables) => new LedgerWriter(tables),
};

const journaledLedger: Provider = {
  provide: JournaledLedger,
  inject: [GroupCommit, LedgerTables],
  useFactory: (commit: GroupCommit, tables: LedgerTables) => new JournaledLedger(commit, tables),
};

function ledgerTables(dataSource: InjectionToken): Provider {
  return {
    provide: LedgerTables,
    inject: [dataSource, Clock, { token: SubjectVault, optional: true }],
    useFactory: (source: DataSource, clock: Clock, vault?: SubjectVault) =>
      new LedgerTables(source, new UsageRollups(source), clock, vault),
  };
}

function services(dataSource: InjectionToken): Provider[] {
  return [
    {
      provide: UsageLedger,
      inject: [dataSource, LedgerIntake, ModelDirectory, Clock],
      useFactory: (
        ...[source, intake, directory, clock]: ConstructorParameters<typeof UsageLedger>
      ) => new UsageLedger(source, intake, directory, clock),
    },
    {
      provide: LedgerCorrections,
      inject: [dataSource, LedgerTables, LedgerIntake, Clock],
      useFactory: (
        ...[source, tables, intake, clock]: ConstructorParameters<typeof LedgerCorrections>
      ) => new LedgerCorrections(source, tables, intake, clock),
    },
    {
      provide: LedgerData,
      inject: [dataSource, LedgerIntake, Clock],
      useFactory: (...[source, intake, clock]: ConstructorParameters<typeof LedgerData>) =>
        new LedgerData(source, intake, clock),
    },
    {
      provide: LedgerRollups,
      inject: [dataSource],
      useFactory: (source: DataSource) => new LedgerRollups(source),
    },
  ];
}

function ledgerRetention(dataSource: InjectionToken, options: LedgerRetentionOptions): Provider {
  return {
    provide: LedgerRetention,
    inject: [dataSource, Clock],
    useFactory: (source: DataSource, clock: Clock) => new LedgerRetention(source, options, clock),
  };
}
