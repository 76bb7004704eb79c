import { randomUUID } from 'node:crypto';
import { type BudgetStore, Clock, MemoryBudgetStore } from 'nestjs-llm-router';
import { RedisBudgetStore } from 'nestjs-llm-router/redis';
import {
  LlmBudgetCounter,
  LlmBudgetLease,
  llmBudgetsMigrations,
  TypeOrmBudgetStore,
} from 'nestjs-llm-router/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import {
  type ScratchDatabase,
  scratchPostgres,
  scratchSqlite,
} from '../support/scratch-databases.js';
import { redisUrl } from '../support/services.js';

/** A clock that stands where a test puts it; at first, at the machine's time. */
export class SettableClock extends Clock {
  private readonly begun = Date.now();
  offset = 0;

  override now(): number {
    return this.begun + this.offset;
  }

  override monotonic(): number {
    return this.now();
  }
}

/** A place that keeps budgets, and as many stores over it as a test asks for. */
export interface BudgetPlace {
  /** As another process would open it. */
  open(clock?: Clock): Promise<BudgetStore>;
  close(): Promise<void>;
}

/** Undefined where the service is not reachable, which has been told then. */
export type OpenPlace = () => Promise<BudgetPlace | undefined>;

export const PLACES: readonly (readonly [name: string, open: OpenPlace])[] = [
  ['memory', memory],
  ['SQLite', async () => typeOrm(await scratchSqlite())],
  ['PostgreSQL', async () => typeOrm(await scratchPostgres())],
  ['Redis', redis],
];

async function memory(): Promise<BudgetPlace> {
  const stores = new Map<Clock | undefined, BudgetStore>();
  return {
    open: async (clock) => {
      const store = stores.get(clock) ?? new MemoryBudgetStore(clock);
      stores.set(clock, store);
      return store;
    },
    close: async () => undefined,
  };
}

async function typeOrm(database: ScratchDatabase | undefined): Promise<BudgetPlace | undefined> {
  if (database === undefined) return undefined;
  const source = await budgetTables(database.options);
  return {
    open: async (clock) => new TypeOrmBudgetStore(source, clock),
    close: async () => {
      await source.destroy();
      await database.drop();
    },
  };
}

/** A database in which there are the tables of budgets, and nothing else. */
export function budgetTables(options: DataSourceOptions): Promise<DataSource> {
  return new DataSource({
    ...options,
    entities: [LlmBudgetCounter, LlmBudgetLease],
    migrations: llmBudgetsMigrations,
    migrationsRun: true,
  }).initialize();
}

async function redis(): Promise<BudgetPlace | undefined> {
  const url = await redisUrl();
  if (url === undefined) return undefined;
  const stores: RedisBudgetStore[] = [];
  const keyPrefix = `{test-${randomUUID()}}:`;
  return {
    open: async (clock) => {
      const store = new RedisBudgetStore(url, { keyPrefix, clock });
      stores.push(store);
      return store;
    },
    close: async () => {
      for (const store of stores) await store.close();
    },
  };
}
