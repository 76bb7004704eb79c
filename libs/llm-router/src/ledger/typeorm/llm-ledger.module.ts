import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
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
    return {
      module: LlmLedgerModule,
      imports: [repositories],
      providers: [
        {
          provide: LedgerWriter,
          inject: [dataSource],
          useFactory: (source: DataSource) => new LedgerWriter(source),
        },
        {
          provide: UsageLedger,
          inject: [dataSource, LedgerWriter],
          useFactory: (source: DataSource, writer: LedgerWriter) => new UsageLedger(source, writer),
        },
      ],
      exports: [repositories, LedgerWriter, UsageLedger],
    };
  }
}
