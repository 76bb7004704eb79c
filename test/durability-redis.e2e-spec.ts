import { randomUUID } from 'node:crypto';
import { type INestApplication, Logger, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { Redis } from 'ioredis';
import { LlmHttpModule, LlmRouterModule, openai } from 'nestjs-llm-router';
import { RedisJournal } from 'nestjs-llm-router/redis';
import {
  JournaledLedger,
  LlmLedgerModule,
  llmLedgerMigrations,
  UsageLedger,
} from 'nestjs-llm-router/typeorm';
import { SimulatedProvider } from 'simulated-provider';
import type { DataSource } from 'typeorm';
import { OwnRedis } from './support/own-redis.js';
import { createApp, listen } from './support/platforms.js';
import { type ScratchDatabase, scratchSqlite } from './support/scratch-databases.js';
import { until } from './support/until.js';

jest.setTimeout(30_000);

const QUESTION = { model: 'openai/m', messages: [{ role: 'user', content: 'Hello' }] };

let redis: OwnRedis | undefined;
let client: Redis;
let provider: SimulatedProvider;
let database: ScratchDatabase;
let keyPrefix: string;
let apps: INestApplication[];
let error: jest.SpyInstance;

beforeAll(async () => {
  redis = await OwnRedis.start();
  provider = await SimulatedProvider.start();
});
afterAll(async () => {
  await provider.close();
  await redis?.stop();
});

/** Runs the body where there is a Redis to kill; `OwnRedis` has told of the skip, or failed the run, where there is none. */
const withRedis = (name: string, body: (own: OwnRedis) => Promise<void>): void => {
  it(name, async () => {
    if (redis === undefined) return;
    for (const level of ['log', 'warn'] as const) {
      jest.spyOn(Logger.prototype, level).mockReturnValue();
    }
    error = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    client = new Redis(redis.url);
    client.on('error', () => undefined);
    database = await scratchSqlite();
    keyPrefix = `test-${randomUUID()}:`;
    apps = [];
    provider.reset();
    try {
      await body(redis);
    } finally {
      for (const app of apps) await app.close();
      client.disconnect();
      await database.drop();
      jest.restoreAllMocks();
    }
  });
};

/** What one process of several has, and what is needed to look behind it. */
async function begin(maxBytes?: number) {
  @Module({
    imports: [
      TypeOrmModule.forRoot({
        ...database.options,
        migrations: llmLedgerMigrations,
        migrationsRun: true,
        autoLoadEntities: true,
      }),
      LlmRouterModule.forRoot({
        log: 'off',
        providers: [openai({ apiKey: 'k', baseUrl: `${provider.url}/v1`, openEnded: true })],
      }),
      LlmLedgerModule.forRoot({
        journal: new RedisJournal(redis!.url, { keyPrefix, ...(maxBytes && { maxBytes }) }),
      }),
      LlmHttpModule.forRoot(),
    ],
  })
  class AppModule {}
  const app = await createApp('fastify', AppModule);
  apps.push(app);
  const url = await listen(app);
  return {
    app,
    url,
    source: app.get<DataSource>(getDataSourceToken()),
    ledger: app.get(JournaledLedger),
  };
}

const ask = async (url: string, more: object = {}) => {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...QUESTION, ...more }),
  });
  const text = await response.text();
  return { status: response.status, id: response.headers.get('x-request-id') ?? '', text };
};
const key = () => `${keyPrefix}journal`;
const records = async () => JSON.stringify(await client.xrange(key(), '-', '+'));
const away = (source: DataSource) => source.query('ALTER TABLE llm_requests RENAME TO hidden');
const back = (source: DataSource) => source.query('ALTER TABLE hidden RENAME TO llm_requests');
const ids = async (source: DataSource) =>
  (await source.query<{ id: string }[]>('SELECT id FROM llm_requests ORDER BY id')).map(
    ({ id }) => id,
  );

describe('a journal in Redis', () => {
  withRedis('holds a call when its last bytes arrive, until the database does', async () => {
    const { app, url, source, ledger } = await begin();
    await away(source);
    const calls: string[] = [];
    for (const more of [{}, { stream: true }]) {
      const { status, id } = await ask(url, more);
      expect(status).toBe(200);
      expect(await records()).toContain(id);
      calls.push(id);
    }
    expect(ledger.status()).toMatchObject({ pending: 2, obstacle: undefined, lost: 0 });
    await back(source);
    expect(await app.get(UsageLedger).request(calls[0]!)).toMatchObject({ status: 'succeeded' });
    expect(await ids(source)).toEqual(calls);
    expect(await client.xlen(key())).toBe(0);
    expect(ledger.status()).toMatchObject({ pending: 0, damaged: 0, lastError: undefined });
  });

  withRedis('takes all that wait in one exchange', async ({ url }) => {
    const journal = new RedisJournal(url, { keyPrefix });
    const before = await commandsOf('xlen');
    await journal.append(Array.from({ length: 100 }, (_, index) => `{"record":${index}}`));
    expect(await commandsOf('xlen')).toBe(before + 1);
    expect(await client.xlen(key())).toBe(100);
    await journal.close();
  });

  withRedis(
    'refuses new calls when it is full, asks nobody for them, and takes them again',
    async () => {
      const { url, source, ledger } = await begin(65_536);
      await away(source);
      const calls: string[] = [];
      let last = await ask(url);
      for (; last.status === 200; last = await ask(url)) calls.push(last.id);
      expect(last.status).toBe(503);
      expect(last.text).toContain('"ledger_full"');
      expect(calls.length).toBeGreaterThan(10);
      expect(ledger.status().obstacle).toContain('the journal is full');
      expect(await client.memory('USAGE', key(), 'SAMPLES', 0)).toBeLessThan(65_536);
      const asked = provider.requests.length;
      expect(await ask(url)).toMatchObject({ status: 503 });
      expect(provider.requests.length).toBe(asked);
      await back(source);
      await ledger.flush();
      expect(await ask(url)).toMatchObject({ status: 200 });
      await ledger.flush();
      expect(await ids(source)).toEqual(expect.arrayContaining(calls));
    },
  );

  withRedis('lets every process move the records of all', async () => {
    const [one, other] = [await begin(), await begin()];
    await one.source.destroy();
    const calls: string[] = [];
    for (let call = 0; call < 5; call++) calls.push((await ask(one.url)).id);
    await until(async () => {
      await idleForLong();
      return (await ids(other.source)).length === 5;
    });
    expect(await ids(other.source)).toEqual(calls);
    await until(() => one.ledger.pending === 0);
  });

  withRedis('moves each record once where several do at the same time', async () => {
    const processes = [await begin(), await begin(), await begin()];
    const answers = await Promise.all(
      Array.from({ length: 150 }, (_, index) => ask(processes[index % 3]!.url)),
    );
    for (const { ledger } of processes) await ledger.flush();
    const [{ source }] = processes as [(typeof processes)[0]];
    expect(await ids(source)).toEqual(answers.map(({ id }) => id).sort());
    expect(await client.xlen(key())).toBe(0);
    const pending = (await client.xpending(key(), 'ledger')) as [number];
    expect(pending[0]).toBe(0);
  });

  withRedis('takes over what a process had read that has ended', async () => {
    const first = await begin();
    await away(first.source);
    const calls = [(await ask(first.url)).id, (await ask(first.url)).id];
    await until(() => first.ledger.lastError !== undefined);
    await first.app.close();
    apps = [];
    const [read] = (await client.xpending(key(), 'ledger')) as [number];
    expect(read).toBeGreaterThan(0);
    const second = await begin();
    await back(second.source);
    // As if the ten seconds were over in which it might still have written them.
    await idleForLong();
    await until(async () => (await ids(second.source)).length === 2);
    expect(await ids(second.source)).toEqual(calls);
  });

  withRedis('moves what is no record out of the way, and says so', async () => {
    const { url, source, ledger } = await begin();
    await client.xadd(key(), '*', 'call', '{"id":');
    await client.xadd(key(), '*', 'something', 'else');
    const { id } = await ask(url);
    await ledger.flush();
    expect(await ids(source)).toEqual([id]);
    expect(ledger.status()).toMatchObject({ pending: 0, damaged: 2 });
    expect(await client.xlen(key())).toBe(0);
    const aside = await client.xrange(`${key()}:damaged`, '-', '+');
    expect(aside.map(([, fields]) => fields)).toEqual([
      ['call', '{"id":'],
      ['something', 'else'],
    ]);
    expect(error).toHaveBeenCalledWith(expect.stringContaining(`${key()}:damaged`));
  });

  withRedis(
    'has all records after a crash of Redis that syncs what it acknowledges',
    async (own) => {
      const { url, source, ledger } = await begin();
      await away(source);
      const calls: string[] = [];
      for (let call = 0; call < 5; call++) calls.push((await ask(url)).id);
      await own.kill();
      await back(source);
      await until(() => ledger.status().obstacle !== undefined);
      expect(await ask(url)).toMatchObject({ status: 503 });
      await own.begin();
      await until(() => ledger.status().obstacle === undefined);
      calls.push((await ask(url)).id);
      await until(async () => {
        await idleForLong();
        await ledger.flush().catch(() => undefined);
        return (await ids(source)).length === 6;
      });
      expect(await ids(source)).toEqual(calls);
      expect(await client.xlen(key())).toBe(0);
    },
  );

  for (const how of ['killed', 'frozen'] as const) {
    withRedis(
      `finishes calls under way while Redis is ${how}, and refuses new ones`,
      async (own) => {
        const { url, source, ledger } = await begin();
        provider.pause();
        const before = provider.requests.length;
        const underWay = [ask(url), ask(url, { stream: true })];
        await until(() => provider.requests.length === before + 2);
        if (how === 'killed') await own.kill();
        else own.freeze();
        provider.resume();
        const answers = await Promise.all(underWay);
        expect(answers.map(({ status }) => status)).toEqual([200, 200]);
        expect(ledger.status().obstacle).toMatch(/^Redis takes no records/);
        const refused = await ask(url);
        expect(refused).toMatchObject({ status: 503 });
        expect(refused.text).not.toContain('127.0.0.1');
        await until(async () => (await ids(source)).length === 2);
        expect(await ids(source)).toEqual(answers.map(({ id }) => id).sort());
        if (how === 'killed') await own.begin();
        else own.thaw();
        await until(() => ledger.status().obstacle === undefined);
        expect(await ask(url)).toMatchObject({ status: 200 });
        await ledger.flush();
        expect(await ids(source)).toHaveLength(3);
        expect(ledger.lost).toBe(0);
      },
    );
  }

  withRedis('begins anew where somebody has deleted it all', async () => {
    const { url, source, ledger } = await begin();
    await client.del(key());
    let id = '';
    await until(async () => {
      const answer = await ask(url);
      id = answer.id;
      return answer.status === 200;
    });
    await until(async () => {
      await ledger.flush().catch(() => undefined);
      return (await ids(source)).length === 1;
    });
    expect(await ids(source)).toEqual([id]);
  });

  withRedis('starts without Redis, refuses calls, and takes them once it is there', async (own) => {
    await own.kill();
    const { url, ledger } = await begin();
    expect(await ask(url)).toMatchObject({ status: 503 });
    expect(ledger.status().obstacle).toMatch(/^Redis takes no records \(ECONNREFUSED\)/);
    await own.begin();
    await until(() => ledger.status().obstacle === undefined);
    expect(await ask(url)).toMatchObject({ status: 200 });
  });

  it.each([10, 1.5, NaN])('refuses a bound of %d bytes', (maxBytes) => {
    expect(() => new RedisJournal('redis://127.0.0.1', { maxBytes })).toThrow(
      'is not a whole number from 65536',
    );
  });
});

/** Lets everything that was read and not let go of count as left. */
async function idleForLong(): Promise<void> {
  const waiting = (await client.xrange(key(), '-', '+')).map(([id]) => id);
  if (waiting.length === 0) return;
  await client.xclaim(key(), 'ledger', 'relay', 0, ...waiting, 'IDLE', 10_001, 'JUSTID');
}

/** How often Redis was asked for this. */
async function commandsOf(name: string): Promise<number> {
  const stats = await client.info('commandstats');
  return Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
}
