import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplication, Module, type Provider } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { Test } from '@nestjs/testing';
import {
  Clock,
  LlmHttpModule,
  LlmRouter,
  LlmRouterModule,
  type LlmRouterOptions,
} from 'nestjs-llm-router';
import { FakeProvider, RecordingSink } from 'nestjs-llm-router/testing';
import {
  LlmAuditModule,
  llmAuditMigrations,
  LlmBudgetsModule,
  llmBudgetsMigrations,
  LlmConversationsModule,
  llmConversationsMigrations,
  LlmLedgerModule,
  llmLedgerMigrations,
  LlmSubjectsModule,
  llmSubjectsMigrations,
  type LlmSubjectsOptions,
  Subjects,
} from 'nestjs-llm-router/typeorm';
import type { DataSource } from 'typeorm';
import { listen } from './platforms.js';
import type { ScratchDatabase } from './scratch-databases.js';
import { SteppingClock } from './stepping-clock.js';
import { until } from './until.js';

/** The name of a variable of the environment, with master keys in it. */
export function masterKeys(...ids: readonly string[]): string {
  const name = `MASTER_KEYS_${randomBytes(6).toString('hex').toUpperCase()}`;
  process.env[name] = ids.map((id) => `${id}:${randomBytes(32).toString('base64')}`).join(',');
  return name;
}

export interface SubjectAppSetup {
  readonly database: ScratchDatabase;
  /** Name of the variable with the master keys. */
  readonly keys: string;
  readonly content?: LlmSubjectsOptions['content'] | false;
  readonly source?: LlmSubjectsOptions['keys'];
  readonly router?: LlmRouterOptions;
  readonly providers?: Provider[];
}

/** An application that keeps everything that can be kept of a person, with a journal in a directory of its own. */
export class SubjectApp {
  readonly clock = new SteppingClock();
  readonly sink = new RecordingSink();
  readonly provider = new FakeProvider({
    models: [{ id: 'echo', price: { input: 1, output: 2 } }],
  });
  readonly journal = mkdtempSync(join(tmpdir(), 'subjects-'));
  app: INestApplication;
  url: string;
  private stopped = false;

  static async start(setup: SubjectAppSetup): Promise<SubjectApp> {
    const it = new SubjectApp();
    const { content = {}, keys, source = { env: keys } } = setup;

    @Module({
      imports: [
        TypeOrmModule.forRoot({
          ...setup.database.options,
          autoLoadEntities: true,
          migrations: [
            ...llmLedgerMigrations,
            ...llmAuditMigrations,
            ...llmBudgetsMigrations,
            ...llmConversationsMigrations,
            ...llmSubjectsMigrations,
          ],
          migrationsRun: true,
          retryAttempts: 1,
        }),
        LlmRouterModule.forRoot({
          providers: [it.provider],
          routing: { defaultModel: 'fake/echo' },
          cache: { everyCall: true },
          budgets: [
            { name: 'users', by: 'user', window: 'total', limits: { usd: 1, requests: 1_000 } },
            { name: 'customers', by: 'tag:customer', window: 'day', limits: { tokens: 1_000_000 } },
          ],
          ...setup.router,
        }),
        LlmLedgerModule.forRoot({ journal: { directory: it.journal } }),
        LlmBudgetsModule.forRoot(),
        LlmAuditModule.forRoot({ decisions: 'all' }),
        LlmConversationsModule.forRoot(),
        LlmSubjectsModule.forRoot({
          keys: source,
          ...(content !== false && { content }),
        }),
        LlmHttpModule.forRoot(),
      ],
      providers: [{ provide: RecordingSink, useValue: it.sink }, ...(setup.providers ?? [])],
    })
    class AppModule {}

    const testing = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(Clock)
      .useValue(it.clock)
      .compile();
    it.app = testing.createNestApplication();
    it.url = await listen(it.app);
    return it;
  }

  get router(): LlmRouter {
    return this.app.get(LlmRouter);
  }

  get subjects(): Subjects {
    return this.app.get(Subjects, { strict: false });
  }

  get source(): DataSource {
    return this.app.get<DataSource>(getDataSourceToken());
  }

  /** A call of somebody; resolves with the answer's text. */
  async ask(
    user: string | undefined,
    text: string,
    more: { tenant?: string; tags?: Record<string, string>; sensitivity?: string } = {},
  ) {
    const { tenant = 'acme', tags, sensitivity } = more;
    const answer = await this.router.complete(text, {
      caller: { tenant, user },
      route: { tags, sensitivity },
    });
    if (answer.cache === 'miss' && user !== undefined) {
      const kept = async () => (await this.subjects.describe({ tenant, user })).stores['cache'];
      await until(async () => (await kept())?.count !== 0);
    }
    return answer;
  }

  /** Every row of every table, as text. */
  async dump(): Promise<string> {
    const tables = await this.tables();
    const rows = await Promise.all(
      tables.map(async (table) => [table, await this.source.query(`SELECT * FROM "${table}"`)]),
    );
    return JSON.stringify(rows);
  }

  journalFiles(): string {
    return readdirSync(this.journal, { recursive: true, withFileTypes: true })
      .filter((it) => it.isFile())
      .map((it) => readFileSync(join(it.parentPath, it.name), 'latin1'))
      .join('\n');
  }

  /** What it leaves on the disk is still there. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    await this.app?.close();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.journal, { recursive: true });
  }

  private async tables(): Promise<string[]> {
    const sql =
      this.source.options.type === 'postgres'
        ? `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`
        : `SELECT name FROM sqlite_master WHERE type = 'table'`;
    const rows = await this.source.query<{ name: string }[]>(sql);
    return rows.map(({ name }) => name);
  }
}
