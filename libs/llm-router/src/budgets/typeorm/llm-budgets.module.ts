import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { BudgetStore } from '../../contracts/budget-store.js';
import { LlmBudgetCounter } from './llm-budget-counter.entity.js';
import { LlmBudgetLease } from './llm-budget-lease.entity.js';
import { TypeOrmBudgetStore } from './typeorm-budget-store.js';

/** The options of `LlmBudgetsModule.forRoot()`. */
export interface LlmBudgetsOptions {
  /** Name of the TypeORM data source that holds the counters. Default: the one without a name. */
  readonly dataSource?: string;
}

/**
 * Keeps the counters of budgets in a database, shared by all processes that use it. The data source needs the entities
 * `LlmBudgetCounter` and `LlmBudgetLease` (`autoLoadEntities`, or by name) and `llmBudgetsMigrations`.
 */
@Module({})
export class LlmBudgetsModule {
  static forRoot({ dataSource }: LlmBudgetsOptions = {}): DynamicModule {
    const repositories = TypeOrmModule.forFeature([LlmBudgetCounter, LlmBudgetLease], dataSource);
    return {
      module: LlmBudgetsModule,
      global: true,
      imports: [repositories],
      providers: [
        {
          provide: BudgetStore,
          inject: [getDataSourceToken(dataSource)],
          useFactory: (source: DataSource) => new TypeOrmBudgetStore(source),
        },
      ],
      exports: [repositories, BudgetStore],
    };
  }
}
