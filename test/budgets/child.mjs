// One of several processes that share a budget. Told by its environment: DATABASE_URL or REDIS_URL, KEY_PREFIX, SLACK.
// `go` starts so many calls at once; those that find the budget taken by others try again. It answers with what became of
// them. `hang`: as many calls, of providers that never answer; it answers when all of them are under way.
import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LlmRouter, LlmRouterModule } from 'nestjs-llm-router';
import { RedisBudgetStore } from 'nestjs-llm-router/redis';
import { FakeProvider } from 'nestjs-llm-router/testing';
import {
  LlmBudgetCounter,
  LlmBudgetLease,
  LlmBudgetsModule,
  llmBudgetsMigrations,
  runLlmMigrations,
} from 'nestjs-llm-router/typeorm';
import { DataSource } from 'typeorm';

const {
  DATABASE_URL: url,
  REDIS_URL: redis,
  KEY_PREFIX: keyPrefix,
  SLACK: slack = '0',
} = process.env;
const MAX_TOKENS = 1_000;
const never = new Promise(() => undefined);

/** Answers after some milliseconds, with up to as many tokens as it may. */
class SlowProvider extends FakeProvider {
  hangs = false;
  asked = 0;

  async open(call) {
    this.asked++;
    await (this.hangs ? never : pause(5 + Math.random() * 20));
    return super.open(call);
  }
}
const provider = new SlowProvider({
  id: 'p',
  models: [{ id: 'm', price: { input: 0, output: 20 } }],
  reply: () => ({ text: 'x', usage: { input: 10, output: Math.ceil(Math.random() * MAX_TOKENS) } }),
});

const database = TypeOrmModule.forRootAsync({
  useFactory: () => ({
    type: 'postgres',
    url,
    entities: [LlmBudgetCounter, LlmBudgetLease],
    migrations: llmBudgetsMigrations,
  }),
  dataSourceFactory: async (options) => {
    const source = await new DataSource(options).initialize();
    await runLlmMigrations(source);
    return source;
  },
});

class AppModule {}
Module({
  imports: [
    ...(url ? [database, LlmBudgetsModule.forRoot()] : []),
    LlmRouterModule.forRoot({
      providers: [provider],
      log: 'off',
      budgets: [{ name: 'shared', by: 'all', window: 'total', limits: { usd: 1 } }],
      budgeting: {
        slack: { usd: slack },
        ...(redis && { store: new RedisBudgetStore(redis, { keyPrefix }) }),
      },
    }),
  ],
})(AppModule);

const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'warn'] });
const router = app.get(LlmRouter);

async function call() {
  for (;;) {
    try {
      await router.complete({
        model: 'p/m',
        max_tokens: MAX_TOKENS,
        messages: [{ role: 'user', content: 'Hi' }],
      });
      return 'answered';
    } catch (error) {
      // Others hold what is left, and may give it back.
      if (error.code !== 'insufficient_quota' || error.retryAfterMs !== 1_000) return error.code;
      await pause(20);
    }
  }
}

process.on('message', async ({ type, calls }) => {
  if (type === 'end') {
    await app.close();
    process.disconnect();
    return;
  }
  provider.hangs = type === 'hang';
  const asked = provider.asked;
  const made = Array.from({ length: calls }, call);
  if (type === 'hang') {
    while (provider.asked < asked + calls) await pause(5);
    process.send('hanging');
  } else {
    process.send(await Promise.all(made));
  }
});
process.send('ready');
