// The application that is killed: the router behind its HTTP doors, with a ledger and a journal. Told by its environment:
// DATABASE_URL (postgres://… or a file), JOURNAL (a directory; empty: none), UPSTREAM (a simulated provider).
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LlmHttpModule, LlmRouterModule, openai } from 'nestjs-llm-router';
import {
  LlmAttempt,
  LlmLedgerModule,
  llmLedgerMigrations,
  LlmRequest,
} from 'nestjs-llm-router/typeorm';

const { DATABASE_URL: database, JOURNAL: directory, UPSTREAM: upstream } = process.env;
const maxBytes = Number(process.env.JOURNAL_MAX_BYTES ?? 256 * 1_048_576);

const place = database.startsWith('postgres')
  ? { type: 'postgres', url: database }
  : {
      type: 'better-sqlite3',
      database,
      prepareDatabase: (file) => {
        file.pragma('journal_mode = WAL');
        file.pragma('synchronous = NORMAL');
        file.pragma('busy_timeout = 5000');
      },
    };

class AppModule {}
Module({
  imports: [
    TypeOrmModule.forRoot({
      ...place,
      entities: [LlmRequest, LlmAttempt],
      migrations: llmLedgerMigrations,
      migrationsRun: true,
      autoLoadEntities: true,
    }),
    LlmRouterModule.forRoot({
      log: 'off',
      providers: [openai({ apiKey: 'upstream', baseUrl: `${upstream}/v1`, openEnded: true })],
      retries: { baseDelay: 0 },
    }),
    LlmLedgerModule.forRoot(directory ? { journal: { directory, maxBytes } } : {}),
    LlmHttpModule.forRoot(),
  ],
})(AppModule);

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
app.enableShutdownHooks();
await app.listen(0, '127.0.0.1');
console.log(await app.getUrl());
