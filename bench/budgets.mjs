// npm run build:lib && node bench/budgets.mjs: how many calls a second one hot budget lets through, on each store, where all
// that waits goes to the store together and where each reservation goes alone; and what it adds to a single call.
// SECONDS (3), CALLERS (100), DATABASE_URL and REDIS_URL may be set.
import 'reflect-metadata';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { BudgetStore, MemoryBudgetStore } from 'nestjs-llm-router';
import { RedisBudgetStore } from 'nestjs-llm-router/redis';
import { createTestRouter, FakeProvider } from 'nestjs-llm-router/testing';
import {
  LlmBudgetCounter,
  LlmBudgetLease,
  llmBudgetsMigrations,
  TypeOrmBudgetStore,
} from 'nestjs-llm-router/typeorm';
import pg from 'pg';
import { DataSource } from 'typeorm';

const seconds = Number(process.env.SECONDS ?? 3);
const callers = Number(process.env.CALLERS ?? 100);
const databaseUrl = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test';
const redisUrl = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';

/** Each step in a transaction of its own, several of them at once. */
class OneByOne extends BudgetStore {
  constructor(inner) {
    super();
    this.inner = inner;
    this.shared = inner.shared;
  }
  async apply(steps) {
    return (await Promise.all(steps.map((step) => this.inner.apply([step])))).flat();
  }
  read(ids) {
    return this.inner.read(ids);
  }
  list(query) {
    return this.inner.list(query);
  }
}

async function open(options) {
  const entities = [LlmBudgetCounter, LlmBudgetLease];
  const migrations = llmBudgetsMigrations;
  return new DataSource({ ...options, entities, migrations, migrationsRun: true }).initialize();
}

const PLACES = {
  memory: async () => ({ store: new MemoryBudgetStore(), leave: () => undefined }),
  SQLite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'llm-budgets-'));
    const source = await open({
      type: 'better-sqlite3',
      database: join(folder, 'budgets.db'),
      prepareDatabase: (file) => {
        file.pragma('journal_mode = WAL');
        file.pragma('synchronous = NORMAL');
      },
    });
    const leave = async () => {
      await source.destroy();
      rmSync(folder, { recursive: true });
    };
    return { store: new TypeOrmBudgetStore(source), leave };
  },
  PostgreSQL: async () => {
    const name = `llm_bench_${randomBytes(6).toString('hex')}`;
    const admin = new pg.Client({ connectionString: databaseUrl });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    const url = new URL(databaseUrl);
    url.pathname = `/${name}`;
    const source = await open({ type: 'postgres', url: url.href });
    const leave = async () => {
      await source.destroy();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    };
    return { store: new TypeOrmBudgetStore(source), leave };
  },
  Redis: async () => {
    const keyPrefix = `{bench-${randomUUID()}}:`;
    const leave = async () => {
      const redis = new Redis(redisUrl);
      const keys = await redis.keys(`${keyPrefix}*`);
      for (let at = 0; at < keys.length; at += 1_000) await redis.del(keys.slice(at, at + 1_000));
      redis.disconnect();
    };
    return { store: new RedisBudgetStore(redisUrl, { keyPrefix }), leave };
  },
};

async function routerWith(store) {
  const provider = new FakeProvider({
    id: 'p',
    models: [{ id: 'm', price: { input: 1, output: 10 } }],
    reply: { text: 'x', usage: { input: 10, output: 10 } },
  });
  const budgets = [{ name: 'all', by: 'all', window: 'total', limits: { usd: 1_000_000 } }];
  const test = await createTestRouter({
    providers: [provider],
    log: 'off',
    hedge: false,
    concurrency: false,
    ...(store && { budgets, budgeting: { store } }),
  });
  const request = {
    model: 'p/m',
    max_tokens: 20,
    messages: [{ role: 'user', content: 'Hi' }],
  };
  return { ask: () => test.router.complete(request), test };
}

/** Calls a second, and the milliseconds of a call that is alone. */
async function measure(store) {
  const { ask, test } = await routerWith(store);
  for (let made = 0; made < 50; made++) await ask();
  const alone = [];
  for (let made = 0; made < 200; made++) {
    const began = performance.now();
    await ask();
    alone.push(performance.now() - began);
  }
  let made = 0;
  let failed = 0;
  const began = performance.now();
  const until = began + seconds * 1_000;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < until) {
        await ask().then(
          () => made++,
          () => failed++,
        );
        if (test.sink.events.length > 10_000) test.sink.events.length = 0;
      }
    }),
  );
  const rate = made / ((performance.now() - began) / 1_000);
  await test.close();
  alone.sort((a, b) => a - b);
  return { 'calls/s': Math.round(rate), 'alone p50 ms': Number(alone[100].toFixed(2)), failed };
}

const rows = { 'no budget': await measure() };
for (const [name, enter] of Object.entries(PLACES)) {
  for (const grouped of [true, false]) {
    const { store, leave } = await enter();
    const row = `${name}, ${grouped ? 'together' : 'one by one'}`;
    rows[row] = await measure(grouped ? store : new OneByOne(store));
    await leave();
  }
}
console.table(rows);
process.exit(0);
