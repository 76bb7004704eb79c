import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { LegalHolds } from '../../contracts/legal-holds.js';
import { LlmResponse } from './llm-response.entity.js';
import { TypeOrmResponseStore } from './typeorm-response-store.js';

/** The options of `LlmConversationsModule.forRoot()`. */
export interface LlmConversationsOptions {
  /** Name of the TypeORM data source that holds the responses. Default: the one without a name. */
  readonly dataSource?: string;
}

/**
 * Keeps the responses of `POST /v1/responses` in a database, instead of in memory. The data source needs the entity
 * `LlmResponse` (`autoLoadEntities`, or by name) and `llmConversationsMigrations`.
 */
@Module({})
export class LlmConversationsModule {
  static forRoot({ dataSource }: LlmConversationsOptions = {}): DynamicModule {
    const repositories = TypeOrmModule.forFeature([LlmResponse], dataSource);
    return {
      module: LlmConversationsModule,
      imports: [repositories],
      providers: [
        {
          provide: TypeOrmResponseStore,
          inject: [getDataSourceToken(dataSource), { token: LegalHolds, optional: true }],
          useFactory: (source: DataSource, holds?: LegalHolds) =>
            new TypeOrmResponseStore(source, holds),
        },
      ],
      exports: [repositories, TypeOrmResponseStore],
    };
  }
}
