import {
  Controller,
  Get,
  type INestApplication,
  Logger,
  Module,
  Post,
  Req,
  UseGuards,
} from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  Clock,
  type KeyStore,
  llmCallerOf,
  LlmHttpModule,
  LlmKeyGuard,
  llmKeyOf,
  LlmKeyScope,
  LlmMemoryKeysModule,
  LlmRouterModule,
  MemoryKeyStore,
  OpenAiExceptionFilter,
  prompt,
  RouteModel,
  type StoredKey,
  VirtualKeys,
} from 'nestjs-llm-router';
import { FakeProvider, RecordingSink, VirtualClock } from 'nestjs-llm-router/testing';
import {
  LlmKey,
  LlmKeysModule,
  llmKeysMigrations,
  TypeOrmKeyStore,
} from 'nestjs-llm-router/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { listen, type Platform, PLATFORMS } from './support/platforms.js';
import { DATABASES, type ScratchDatabase } from './support/scratch-databases.js';
import { until } from './support/until.js';

const SCHEMA = { entities: [LlmKey], migrations: llmKeysMigrations, migrationsRun: true };

const digest = (digit: string): string => digit.repeat(64);

function stored(id: string, differing: Partial<StoredKey> = {}): StoredKey {
  return {
    id,
    name: 'Grüße 🌍',
    source: 'created',
    scope: { tenant: 'acme', tags: { team: 'search' }, models: ['tier:cheap'] },
    prefix: 'llmr_abcd…',
    digest: digest('a'),
    previousPrefix: null,
    previousDigest: null,
    previousUntil: null,
    seedDigest: null,
    createdAt: 1_900_000_000_000,
    createdBy: null,
    expiresAt: null,
    rotatedAt: null,
    revokedAt: null,
    revokedBy: null,
    version: 1,
    ...differing,
  };
}

const STORES: { name: string; scratch?: () => Promise<ScratchDatabase | undefined> }[] = [
  { name: 'memory' },
  ...DATABASES.map(([name, scratch]) => ({ name, scratch })),
];

describe.each(STORES)('a store of keys in $name', ({ scratch }) => {
  let database: ScratchDatabase | undefined;
  let source: DataSource | undefined;
  let store: KeyStore | undefined;

  beforeAll(async () => {
    if (scratch === undefined) store = new MemoryKeyStore();
    database = await scratch?.();
    if (database === undefined) return;
    source = await new DataSource({
      ...database.options,
      ...SCHEMA,
    }).initialize();
    store = new TypeOrmKeyStore(source);
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  /** Does nothing where the database is not reachable, which `postgresUrl` reports. */
  const test = (name: string, run: (store: KeyStore) => Promise<void>) =>
    it(name, async () => {
      if (store !== undefined) await run(store);
    });

  test('has the schema that its entity describes', async () => {
    const log = await source?.driver.createSchemaBuilder().log();
    expect(log?.upQueries.map(({ query }) => query) ?? []).toEqual([]);
  });

  test('is empty, then holds each id and each digest once', async (keys) => {
    expect([await keys.any(), await keys.find('a')]).toEqual([false, undefined]);
    expect(await keys.insert(stored('a'))).toBe(true);
    expect(await keys.insert(stored('a', { digest: digest('b') }))).toBe(false);
    expect(await keys.insert(stored('b'))).toBe(false);
    expect(await keys.find('a')).toEqual(stored('a'));
    expect(await keys.any()).toBe(true);
  });

  test('replaces a key of the version that is known, and no other', async (keys) => {
    const next = stored('a', {
      digest: digest('c'),
      previousDigest: digest('a'),
      previousUntil: 1_900_000_000_001,
      version: 2,
    });
    expect(await keys.replace(next, 7)).toBe(false);
    const both = await Promise.all([keys.replace(next, 1), keys.replace(next, 1)]);
    expect(both.sort()).toEqual([false, true]);
    expect(await keys.findByDigests([digest('a'), digest('c'), digest('9')])).toEqual([next]);
    expect(await keys.findByDigests([digest('9')])).toEqual([]);
  });

  test('lists keys by tenant and page, seeds, and versions', async (keys) => {
    await keys.insert(stored('b', { digest: digest('d'), source: 'seed', scope: { tenant: 'x' } }));
    await keys.insert(stored('c', { digest: digest('e'), scope: {} }));
    const ids = (found: readonly StoredKey[]) => found.map((it) => it.id);
    expect(ids(await keys.list({ limit: 2 }))).toEqual(['a', 'b']);
    expect(ids(await keys.list({ limit: 2, after: 'b' }))).toEqual(['c']);
    expect(ids(await keys.list({ limit: 2, tenant: 'x' }))).toEqual(['b']);
    expect(ids(await keys.seeds())).toEqual(['b']);
    expect(await keys.versions(['a', 'c', 'gone'])).toEqual(
      new Map([
        ['a', 2],
        ['c', 1],
      ]),
    );
  });
});

const hello = { messages: [{ role: 'user', content: 'Hello' }] };

@Controller('own')
@UseGuards(LlmKeyGuard)
class OwnController {
  @Post('complete')
  @RouteModel({ model: 'tier:cheap', only: ['fake', 'other'] })
  complete() {
    return prompt`Hello`;
  }

  @Post('large')
  @RouteModel({ model: 'other/large' })
  large() {
    return prompt`Hello`;
  }

  @Get('me')
  me(@Req() request: object) {
    return { key: llmKeyOf(request)?.id, caller: llmCallerOf(request) };
  }

  @Get('reports')
  @LlmKeyScope('reports:read')
  reports() {
    return { reports: [] };
  }
}

interface Running {
  readonly app: INestApplication;
  readonly url: string;
  readonly keys: VirtualKeys;
  readonly sink: RecordingSink;
}

/** An application with own routes and the doors, all of them behind keys. */
async function start(
  platform: Platform,
  clock: Clock,
  options?: DataSourceOptions,
): Promise<Running> {
  const sink = new RecordingSink();
  const own = options
    ? [TypeOrmModule.forRoot({ ...options, ...SCHEMA }), LlmKeysModule.forRoot()]
    : [LlmMemoryKeysModule.forRoot()];
  @Module({
    imports: [
      ...own,
      LlmRouterModule.forRoot({
        providers: [new FakeProvider(), new FakeProvider({ id: 'other' })],
        tiers: { cheap: ['fake/small', 'other/small'] },
        routing: { strategy: 'priority' },
        cache: { everyCall: true },
      }),
      LlmHttpModule.forRoot(),
    ],
    controllers: [OwnController],
    providers: [{ provide: RecordingSink, useValue: sink }],
  })
  class AppModule {}
  const testing = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const app =
    platform === 'fastify'
      ? testing.createNestApplication(new FastifyAdapter())
      : testing.createNestApplication();
  app.useGlobalFilters(new OpenAiExceptionFilter());
  app.useGlobalGuards(app.get(LlmKeyGuard));
  return { app, url: await listen(app), keys: app.get(VirtualKeys), sink };
}

async function ask(url: string, secret?: string | Record<string, string>, body?: object) {
  const headers = typeof secret === 'string' ? { authorization: `Bearer ${secret}` } : secret;
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

describe.each(PLATFORMS)('keys on %s', (platform) => {
  let running: Running;
  const chat = (secret?: string, model = 'tier:cheap', more: object = {}) =>
    ask(`${running.url}/v1/chat/completions`, secret, { model, ...hello, ...more });

  beforeAll(async () => {
    running = await start(platform, new VirtualClock());
  });
  afterAll(() => running?.app.close());

  it("refuse strangers, in the words of each door's API", async () => {
    const { keys, url } = running;
    const { key, secret } = await keys.create({ id: 'revoked' });
    await keys.revoke(key.id);
    const openai = await chat(secret);
    expect([openai.status, openai.body.error]).toEqual([
      401,
      expect.objectContaining({
        code: 'invalid_api_key',
        message: 'The API key is not valid here.',
      }),
    ]);
    const unknown = await chat('sk-somebody-elses');
    expect(unknown.text).toBe(openai.text);
    const anthropic = await ask(
      `${url}/v1/messages`,
      { 'x-api-key': secret },
      {
        model: 'tier:cheap',
        max_tokens: 9,
        ...hello,
      },
    );
    expect([anthropic.status, anthropic.body]).toEqual([
      401,
      expect.objectContaining({
        type: 'error',
        error: { type: 'authentication_error', message: 'The API key is not valid here.' },
      }),
    ]);
    const own = await ask(`${url}/own/reports`);
    expect([own.status, own.text]).toEqual([401, expect.stringContaining('No API key was sent')]);
    expect(own.text + openai.text + anthropic.text).not.toContain(secret.slice(9));
  });

  it('tell who calls: to the ledger, and to own code', async () => {
    const { keys, sink } = running;
    const scope = { tenant: 'acme', user: 'ada', tags: { team: 'search' } };
    const { secret } = await keys.create({ id: 'caller', scope });
    expect((await chat(secret)).status).toBe(200);
    const completed = await ask(`${running.url}/own/complete`, { 'x-api-key': secret }, {});
    expect(completed.status).toBe(201);
    const caller = { keyId: 'caller', ...scope };
    expect((await ask(`${running.url}/own/me`, secret)).body).toEqual({ key: 'caller', caller });
    for (const call of sink.calls.slice(-2)) {
      expect(call).toMatchObject({
        status: 'succeeded',
        caller: { keyId: 'caller', tenant: 'acme', user: 'ada' },
        tags: { team: 'search' },
      });
    }
    expect(
      JSON.stringify(sink.events, (_, it) => (typeof it === 'bigint' ? `${it}` : it)),
    ).not.toContain(secret.slice(9));
  });

  it('hold their rights', async () => {
    const { keys, url } = running;
    const without = await keys.create({ scope: { rights: ['keys:*'] } });
    const holder = await keys.create({ scope: { rights: ['reports:*'] } });
    const refused = await ask(`${url}/own/reports`, without.secret);
    expect([refused.status, refused.text]).toEqual([
      403,
      expect.stringContaining('This API key lacks the right \\"reports:read\\".'),
    ]);
    expect((await ask(`${url}/own/reports`, holder.secret)).body).toEqual({ reports: [] });
  });

  it('open the models of their scope, at every door, and say which', async () => {
    const { keys, sink, url } = running;
    const { secret } = await keys.create({ id: 'narrow', scope: { models: ['fake/*'] } });
    expect((await chat(secret)).status).toBe(200);
    expect(sink.calls.at(-1)).toMatchObject({ servedModel: 'fake/small' });
    for (const { status, text } of [
      await chat(secret, 'other/large', { models: ['fake/small'] }),
      await chat(secret, 'other/large', { stream: true }),
      await ask(`${url}/own/large`, secret, {}),
      await ask(`${url}/v1/messages`, secret, { model: 'other/large', max_tokens: 9, ...hello }),
    ]) {
      expect([status, text]).toEqual([403, expect.stringContaining('Allowed: fake/*.')]);
    }
    expect(sink.calls.at(-1)?.failure?.code).toBe('model_not_allowed');
    expect((await chat(secret, 'nothing/such')).status).toBe(404);
  });

  it('do not get from the cache what they may not ask for', async () => {
    const { keys } = running;
    const scope = { tenant: 'cached' };
    const wide = await keys.create({ scope });
    const narrow = await keys.create({ scope: { ...scope, models: ['fake/*'] } });
    expect((await chat(wide.secret, 'other/large')).status).toBe(200);
    expect((await chat(wide.secret, 'other/large')).status).toBe(200);
    expect(running.sink.calls.at(-1)?.cache).toBe('hit');
    expect((await chat(narrow.secret, 'other/large')).status).toBe(403);
  });

  it('limit providers and prices, whatever a request or a decorator says', async () => {
    const { keys, sink, url } = running;
    const { secret } = await keys.create({ scope: { tenant: 'p', providers: ['other'] } });
    expect((await chat(secret)).status).toBe(200);
    expect(sink.calls.at(-1)?.provider).toBe('other');
    const beyond = await chat(secret, 'tier:cheap', { provider: { only: ['fake'] } });
    expect([beyond.status, beyond.body.error.code]).toEqual([503, 'no_candidate']);
    expect((await ask(`${url}/own/complete`, secret, {})).status).toBe(201);
    expect(sink.calls.at(-1)?.provider).toBe('other');
    const priced = await keys.create({ scope: { tenant: 'q', maxPrice: { prompt: 1 } } });
    const dear = await chat(priced.secret, 'tier:cheap', {
      provider: { max_price: { prompt: 100 } },
    });
    expect([dear.status, dear.body.error.message]).toEqual([
      503,
      expect.stringContaining('its price is unknown'),
    ]);
  });

  it('limit their rate', async () => {
    const { secret } = await running.keys.create({ scope: { tenant: 'r', requestsPerMinute: 2 } });
    const statuses = [];
    for (let call = 0; call < 3; call++) {
      statuses.push((await chat(secret, 'tier:cheap', { seed: call })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });
});

describe.each(DATABASES)('two processes over %s', (_, scratch) => {
  let database: ScratchDatabase | undefined;
  const clock = new VirtualClock();
  const processes: Running[] = [];

  beforeAll(async () => {
    database = await scratch();
    if (database === undefined) return;
    await (await new DataSource({ ...database.options, ...SCHEMA }).initialize()).destroy();
    for (const platform of PLATFORMS)
      processes.push(await start(platform, clock, database.options));
  });
  afterAll(async () => {
    for (const { app } of processes) await app.close();
    await database?.drop();
  });

  const reports = async ({ url }: Running, secret: string) =>
    (await ask(`${url}/own/reports`, secret)).status;

  it('see a new key at once, and a revoked one within 5 s', async () => {
    const [here, there] = processes;
    if (here === undefined || there === undefined) return;
    const { key, secret } = await here.keys.create({ scope: { rights: ['reports:read'] } });
    expect([await reports(here, secret), await reports(there, secret)]).toEqual([200, 200]);
    await here.keys.revoke(key.id);
    const revokedAt = clock.monotonic();
    expect([await reports(here, secret), await reports(there, secret)]).toEqual([401, 200]);
    await clock.run(revokedAt + 5_000);
    // What is left is the database's own time.
    await until(async () => (await reports(there, secret)) === 401);
    expect(clock.monotonic() - revokedAt).toBe(5_000);
  });

  it('see a rotation: the old secret ends when it was to', async () => {
    const [here, there] = processes;
    if (here === undefined || there === undefined) return;
    const { key, secret } = await here.keys.create({ scope: { rights: ['reports:read'] } });
    expect(await reports(there, secret)).toBe(200);
    const rotated = await here.keys.rotate(key.id, '1m');
    expect(await reports(there, rotated.secret)).toBe(200);
    expect(await reports(there, secret)).toBe(200);
    await clock.run(clock.monotonic() + 60_000);
    expect([await reports(there, secret), await reports(there, rotated.secret)]).toEqual([
      401, 200,
    ]);
  });

  it('are refused, and not let in, when the database is gone and the key is new to them', async () => {
    const [here] = processes;
    if (here === undefined) return;
    const log = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    const known = await here.keys.create({ scope: { rights: ['reports:read'] } });
    const fresh = await here.keys.create({ scope: { rights: ['reports:read'] } });
    expect(await reports(here, known.secret)).toBe(200);
    await here.app.get(DataSource).destroy();
    const refused = await ask(`${here.url}/own/reports`, fresh.secret);
    expect([refused.status, refused.body.error.code]).toEqual([503, 'keys_unavailable']);
    expect(await reports(here, known.secret)).toBe(200);
    log.mockRestore();
    processes.shift();
    await here.app.close().catch(() => undefined);
  });
});
