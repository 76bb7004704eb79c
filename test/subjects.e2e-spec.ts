import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import {
  Budgets,
  Conversations,
  type KeyProvider,
  LlmKeyProvider,
  MemoryBudgetStore,
  verifyReceipt,
  type WrappedKey,
} from 'nestjs-llm-router';
import { RedisBudgetStore, redisCacheManager } from 'nestjs-llm-router/redis';
import {
  AuditLog,
  ContentLog,
  ContentRetention,
  ContentTable,
  LedgerIntake,
  LedgerRollups,
  LedgerTables,
  type SubjectExportItem,
  UsageLedger,
} from 'nestjs-llm-router/typeorm';
import {
  type ScratchDatabase,
  scratchPostgres,
  scratchSqlite,
} from './support/scratch-databases.js';
import { randomCall } from './support/random-calls.js';
import { redisUrl } from './support/services.js';
import { masterKeys, SubjectApp } from './support/subject-app.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

const ADA = { tenant: 'acme', user: 'ada-lovelace-1815' };
const DAY_MS = 86_400_000;
const CANARY = 'canary-in-the-coal-mine';

describe.each([
  ['SQLite', scratchSqlite],
  ['PostgreSQL', scratchPostgres],
])('what is kept of people on %s', (_name, scratch) => {
  let database: ScratchDatabase | undefined;
  let keys: string;
  const apps: SubjectApp[] = [];

  beforeEach(async () => {
    database = await scratch();
    keys = masterKeys('first');
  });
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close();
    await database?.drop();
  });

  const start = async (more: Partial<Parameters<typeof SubjectApp.start>[0]> = {}) => {
    if (database === undefined) throw new Error('There is no database.');
    const app = await SubjectApp.start({ database, keys, ...more });
    apps.push(app);
    return app;
  };
  /** Does nothing where the database is not reachable, which `postgresUrl` reports. */
  const test = (name: string, run: () => Promise<void>) =>
    it(name, async () => {
      if (database !== undefined) await run();
    });
  const contentsOf = (app: SubjectApp) => app.app.get(ContentLog, { strict: false }).flush();

  test('has the schema that the entities describe', async () => {
    const app = await start();
    const { upQueries } = await app.source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  test('is encrypted, and can be read by the id of its call', async () => {
    const app = await start();
    const { id } = await app.ask(ADA.user, CANARY);
    await contentsOf(app);
    expect(await app.dump()).not.toContain(CANARY);
    const read = await app.app.get(ContentTable, { strict: false }).read(id);
    expect(read).toMatchObject({
      tenant: 'acme',
      content: {
        request: { messages: [{ role: 'user', content: CANARY }] },
        reply: [{ text: CANARY }],
      },
    });
  });

  test('is kept as providers see it, or as callers do', async () => {
    const said = 'Write to ada@analytical.engine.example today.';
    const router = { redact: {} };
    const [redacted, original] = [
      await start({ router }),
      await start({ router, content: { form: 'original' } }),
    ];
    const kept = async (app: SubjectApp) => {
      const { id, text } = await app.ask(ADA.user, said);
      expect(text).toBe(said);
      await contentsOf(app);
      const read = await app.app.get(ContentTable, { strict: false }).read(id);
      return JSON.stringify(read?.content);
    };
    const asSent = await kept(redacted);
    expect(asSent).toContain('today.');
    expect(asSent).not.toContain('ada@');
    const asSaid = await kept(original);
    expect(asSaid.split(said)).toHaveLength(3);
  });

  test('is gone once erased, but for money and the trail', async () => {
    const app = await start();
    await app.ask(ADA.user, CANARY, { tags: { customer: ADA.user, team: 'a' } });
    await app.ask(ADA.user, CANARY);
    await app.ask('grace', 'something else');
    const response = await fetch(`${app.url}/v1/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'fake/echo', input: CANARY, user: ADA.user }),
    });
    expect(response.status).toBe(200);
    const ledger = app.app.get(UsageLedger, { strict: false });
    await app.app.get(LedgerIntake, { strict: false }).flush();
    const total = async () =>
      (await ledger.usage({ groupBy: [] })).map(({ cost, requests }) => [cost, requests]);
    const before = await total();

    // Whoever has no tenant and no key is somebody else.
    const nobody = { user: ADA.user };
    expect((await app.subjects.describe(nobody)).stores).toMatchObject({
      responses: { count: 1 },
      contents: { count: 1 },
    });
    expect((await app.subjects.describe(ADA)).stores).toMatchObject({
      contents: { count: 2 },
      cache: { count: 1 },
      ledger: { count: 2 },
    });

    const receipt = await app.subjects.erase(ADA, 'ops');
    expect(receipt).toMatchObject({
      keyDestroyed: true,
      erased: { contents: 2, cache: 1, ledger: 2, responses: 0, audit: 0 },
    });
    expect(verifyReceipt(receipt, await app.subjects.receiptKey())).toBe(true);
    const other = await app.subjects.erase(nobody);
    expect(other.erased).toMatchObject({ contents: 1, responses: 1 });

    const dump = await app.dump();
    for (const text of [ADA.user, CANARY, Buffer.from(CANARY).toString('base64').slice(0, 20)]) {
      expect(dump).not.toContain(text);
    }
    expect(dump).toContain('grace');
    expect(app.journalFiles().includes(CANARY)).toBe(false);
    expect(app.journalFiles().includes(ADA.user)).toBe(false);
    expect(await total()).toEqual(before);
    expect(await app.app.get(LedgerRollups, { strict: false }).verify()).toEqual([]);
    expect(await app.app.get(AuditLog, { strict: false }).verify()).toMatchObject({ intact: true });

    const again = await app.subjects.erase(ADA);
    expect(again.keyDestroyed).toBe(false);
    expect(Object.values(again.erased)).toEqual(Object.values(again.erased).map(() => 0));
  });

  test('begins anew with a new key after an erasure', async () => {
    const app = await start();
    await app.ask(ADA.user, 'before');
    await app.subjects.erase(ADA);
    app.clock.step(1);
    const { id } = await app.ask(ADA.user, 'after');
    await contentsOf(app);
    const read = await app.app.get(ContentTable, { strict: false }).read(id);
    expect(read?.content).toMatchObject({ reply: [{ text: 'after' }] });
    expect((await app.subjects.describe(ADA)).stores).toMatchObject({
      contents: { count: 1 },
      ledger: { count: 1 },
    });
  });

  test('keeps nothing of a call that was under way when its subject was erased', async () => {
    const app = await start();
    const stream = app.router.stream(CANARY, { caller: ADA });
    const parts = stream[Symbol.asyncIterator]();
    await parts.next();
    await app.subjects.erase(ADA);
    while (!(await parts.next()).done);
    await stream.completion;
    await contentsOf(app);
    await app.app.get(LedgerIntake, { strict: false }).flush();
    expect((await app.subjects.describe(ADA)).stores).toMatchObject({
      contents: { count: 0 },
      cache: { count: 0 },
      ledger: { count: 0 },
    });
    // Once it is charged, its counters are moved again.
    await until(async () => !(await app.dump()).includes(ADA.user));
    expect(await app.dump()).not.toContain(CANARY);
    const { pseudonym } = await app.subjects.describe(ADA);
    expect(await app.app.get(Budgets).list({ subject: pseudonym })).toMatchObject([
      { measure: 'usd', spent: expect.any(BigInt), reserved: 0n },
      { measure: 'requests', spent: 1n, reserved: 0n },
    ]);
  });

  it.each([
    ['memory', async () => new MemoryBudgetStore()],
    ['the database', async () => undefined],
    ['Redis', redisBudgets],
  ])('is not named by budgets in %s once erased, and what is spent stays', async (name, open) => {
    const store = await open();
    if (database === undefined || (name === 'Redis' && store === undefined)) return;
    const app = await start({
      router: {
        budgeting: { ...(store && { store }) },
        budgets: [
          { name: 'users', by: 'user', window: 'total', limits: { usd: 1, requests: 10 } },
          { name: 'customers', by: 'tag:customer', window: 'day', limits: { requests: 10 } },
          { name: 'teams', by: 'team', window: 'day', limits: { requests: 10 } },
        ],
      },
    });
    // Answers from the cache are not counted.
    const ask = (user: string, caller: object = {}) =>
      app.router.complete(randomUUID(), {
        caller: { ...ADA, user, ...caller },
        route: { tags: { customer: user } },
      });
    const budgets = app.app.get(Budgets);
    const standing = async () => {
      const all = await budgets.list();
      return all
        .map((it) => `${it.budget} ${it.measure} ${it.subject} ${it.spent} ${it.reserved}`)
        .sort();
    };
    await ask(ADA.user);
    await ask(ADA.user, { team: ADA.user });
    await ask('grace');
    const before = await standing();
    expect(before.filter((it) => it.includes(ADA.user))).toHaveLength(4);
    expect((await app.subjects.describe(ADA)).stores['budgets']).toEqual({ count: 3 });
    const items: SubjectExportItem[] = [];
    for await (const it of app.subjects.export(ADA)) items.push(it);
    expect(items.filter((it) => it.store === 'budgets').map(({ item }) => item)).toContainEqual(
      expect.objectContaining({
        budget: 'customers',
        measure: 'requests',
        spent: '2',
        limit: '10',
      }),
    );

    const { erased, subject } = await app.subjects.erase(ADA);
    expect(erased['budgets']).toBe(3);
    const moved = (it: string) =>
      it.startsWith('teams') ? it : it.replace(` ${ADA.user} `, ` ${subject} `);
    expect(await standing()).toEqual(before.map(moved).sort());
    if (store instanceof RedisBudgetStore) expect(await redisDump()).not.toContain(ADA.user);
    expect((await app.subjects.erase(ADA)).erased['budgets']).toBe(0);

    app.clock.step(1);
    await ask(ADA.user);
    await ask(ADA.user);
    const again = (await budgets.list({ subject: ADA.user })).filter((it) => it.budget !== 'teams');
    expect(again.map((it) => it.measure === 'usd' || it.spent)).toEqual([true, 2n, 2n]);
    await app.subjects.erase(ADA);
    const [, merged] = await budgets.list({ subject, budget: 'users' });
    expect(merged).toMatchObject({ measure: 'requests', spent: 4n, remaining: 6n });
  });

  test('is not served from the cache of another process once erased', async () => {
    const [one, two] = [await start(), await start()];
    await one.ask(ADA.user, CANARY);
    await two.ask(ADA.user, CANARY);
    expect((await two.ask('grace', CANARY)).cache).toBe('hit');
    await one.subjects.erase(ADA);
    expect((await two.ask('grace', CANARY)).cache).toBe('miss');
    expect((await one.ask('grace', CANARY)).cache).toBe('miss');
    expect((await two.ask('grace', CANARY)).cache).toBe('hit');
  });

  test('is gone whatever two processes write while it is erased', async () => {
    const both = [await start(), await start()];
    const tables = both.map((app) => app.app.get(ContentTable, { strict: false }));
    let count = 0;
    const write = async (table: ContentTable) => {
      for (let index = 0; index < 40; index++) {
        const [app] = both;
        await table.add({
          id: `call-${count++}`,
          subject: ADA,
          tenant: 'acme',
          sensitivity: undefined,
          startedAt: app?.clock.now() ?? 0,
          text: JSON.stringify({ request: CANARY, reply: [] }),
        });
      }
    };
    const erase = async (app: SubjectApp) => {
      for (let index = 0; index < 8; index++) await app.subjects.erase(ADA);
    };
    await Promise.all([...tables, ...tables].map(write).concat(both.map(erase)));
    // What is there can be read: nothing was left behind under a key that is destroyed.
    const rows = await both[0]?.source.query<{ id: string }[]>('SELECT id FROM llm_contents');
    for (const { id } of rows ?? []) {
      expect((await tables[1]?.read(id))?.content).toMatchObject({ request: CANARY });
    }
    await both[1]?.subjects.erase(ADA);
    expect((await both[0]?.subjects.describe(ADA))?.stores).toMatchObject({
      contents: { count: 0 },
    });
  });

  test('is held until the hold is lifted', async () => {
    const app = await start({ content: { retention: { default: '1d' } } });
    await app.ask(ADA.user, CANARY);
    await app.subjects.hold(ADA, 'Case 7', 'counsel');
    await expect(app.subjects.erase(ADA)).rejects.toMatchObject({
      code: 'legal_hold',
      held: 'subject',
    });
    await app.subjects.hold({ tenant: 'acme' }, 'Case 8');
    expect(await app.subjects.lift(ADA)).toBe(true);
    await expect(app.subjects.erase(ADA)).rejects.toMatchObject({
      code: 'legal_hold',
      held: 'tenant',
    });
    const { holds, stores } = await app.subjects.describe(ADA);
    expect(holds).toMatchObject([{ on: 'tenant', reason: 'Case 8' }]);
    expect(stores).toMatchObject({ contents: { count: 1 } });
    expect(await app.subjects.lift({ tenant: 'acme' })).toBe(true);
    expect(await app.subjects.lift({ tenant: 'acme' })).toBe(false);
    expect((await app.subjects.erase(ADA)).keyDestroyed).toBe(true);
    await expect(app.subjects.hold(ADA, `About ${ADA.user}`)).rejects.toMatchObject({
      param: 'reason',
    });
    await expect(app.subjects.hold(ADA, ' ')).rejects.toMatchObject({ param: 'reason' });
    const entries = await app.app.get(AuditLog, { strict: false }).entries();
    const kinds = entries.map(({ kind }) => kind).filter((kind) => /hold|subject/.test(kind));
    expect(kinds.reverse()).toEqual([
      'legal-hold-set',
      'legal-hold-set',
      'legal-hold-lifted',
      'legal-hold-lifted',
      'subject-erased',
    ]);
  });

  test('is exported as a whole, and without secrets', async () => {
    const app = await start();
    await app.ask(ADA.user, CANARY, { tags: { customer: ADA.user } });
    await app.subjects.hold(ADA, 'Case 7');
    const items: SubjectExportItem[] = [];
    for await (const item of app.subjects.export(ADA, 'ops')) items.push(item);
    expect(items.map(({ store }) => store).sort()).toEqual([
      'audit',
      'audit',
      'budgets',
      'budgets',
      'budgets',
      'cache',
      'contents',
      'holds',
      'ledger',
    ]);
    const of = (store: string) => items.find((it) => it.store === store)?.item;
    expect(of('holds')).toMatchObject({ on: 'subject', reason: 'Case 7' });
    expect(of('contents')).toMatchObject({ content: { reply: [{ text: CANARY }] } });
    expect(of('cache')).toMatchObject({ parts: [{ type: 'text', text: CANARY }, {}, {}] });
    expect(of('ledger')).toMatchObject({ userId: ADA.user, costUsd: expect.any(String) });
    const text = JSON.stringify(items);
    expect(text).not.toContain(process.env[keys]?.split(':')[1]);
  });

  test('gets old, by class and by tenant, unless it is held', async () => {
    const app = await start({
      router: { privacy: { unlabelled: 'public' } },
      content: {
        classes: { restricted: { store: false } },
        retention: { default: '10d', classes: { confidential: '2d' }, tenants: { other: '5d' } },
      },
    });
    const retention = app.app.get(ContentRetention, { strict: false });
    await app.ask('a', 'public');
    await app.ask('b', 'confidential', { sensitivity: 'confidential' });
    await app.ask('c', 'of another', { tenant: 'other' });
    await app.ask('d', 'both', { tenant: 'other', sensitivity: 'confidential' });
    await app.ask('e', 'held', { sensitivity: 'confidential' });
    await app.ask('f', 'never kept', { sensitivity: 'restricted' });
    await contentsOf(app);
    await app.subjects.hold({ tenant: 'acme', user: 'e' }, 'Case 7');
    const left = async () => {
      await retention.run();
      const found = await Promise.all(
        ['a', 'b', 'c', 'd', 'e', 'f'].map(async (user) => {
          const tenant = 'cd'.includes(user) ? 'other' : 'acme';
          return (await app.subjects.describe({ tenant, user })).stores['contents']?.count;
        }),
      );
      return found.join('');
    };
    expect(await left()).toBe('111110');
    app.clock.step(2 * DAY_MS - 60_000);
    expect(await left()).toBe('111110');
    app.clock.step(120_000);
    expect(await left()).toBe('101010');
    app.clock.step(3 * DAY_MS);
    expect(await left()).toBe('100010');
    app.clock.step(5 * DAY_MS);
    expect(await left()).toBe('000010');
    await app.subjects.lift({ tenant: 'acme', user: 'e' });
    expect(await left()).toBe('000000');
  });

  test('is not read where it was changed, or moved to another row', async () => {
    const app = await start();
    const { id } = await app.ask(ADA.user, 'one');
    const { id: other } = await app.ask(ADA.user, 'two');
    await contentsOf(app);
    const table = app.app.get(ContentTable, { strict: false });
    const swap = `UPDATE llm_contents SET content = (SELECT content FROM llm_contents WHERE id = '${other}') WHERE id = '${id}'`;
    await app.source.query(swap);
    await expect(table.read(id)).rejects.toThrow('it was changed or moved');
    await app.source.query(`UPDATE llm_contents SET content = 'AAAA' WHERE id = '${other}'`);
    await expect(table.read(other)).rejects.toThrow('it was changed or moved');
  });

  test('stays readable while master keys change, and for whoever has none it does not', async () => {
    const first = await start();
    const { id } = await first.ask(ADA.user, CANARY);
    await contentsOf(first);
    const old = process.env[keys];
    const young = process.env[masterKeys('second')];
    await first.stop();
    const rotated = masterKeys();
    const name = rotated;
    process.env[name] = `second:${young?.split(':')[1]},${old}`;
    const second = await start({ keys: name });
    expect(await second.subjects.rewrap()).toBe(2);
    expect(await second.subjects.rewrap()).toBe(0);
    await second.stop();
    process.env[name] = `second:${young?.split(':')[1]}`;
    const third = await start({ keys: name });
    const read = await third.app.get(ContentTable, { strict: false }).read(id);
    expect(read?.content).toMatchObject({ reply: [{ text: CANARY }] });
    await expect(start()).rejects.toThrow('There is no master key "second". Known: first.');
  });

  test('may be under keys that a plugin holds', async () => {
    const app = await start({ source: { provider: 'vault' }, providers: [OtherKeys] });
    const { id } = await app.ask(ADA.user, CANARY);
    await contentsOf(app);
    const read = await app.app.get(ContentTable, { strict: false }).read(id);
    expect(read?.content).toMatchObject({ reply: [{ text: CANARY }] });
    await expect(start({ source: { provider: 'volt' }, providers: [OtherKeys] })).rejects.toThrow(
      'keys.provider: no key-provider is called "volt". Known: vault.',
    );
  });

  test('stays with a conversation that is held, and leaves with it', async () => {
    const app = await start();
    const owner = { tenant: 'acme' };
    const conversations = app.app.get(Conversations, { strict: false });
    const save = (id: string) =>
      conversations.save(
        'tenant:acme',
        { id, response: { text: CANARY }, messages: [] },
        { subject: ADA, since: app.clock.now() },
      );
    expect(await save('resp_1')).toBe(true);
    expect(await app.dump()).not.toContain(CANARY);
    expect((await conversations.find('tenant:acme', 'resp_1'))?.response).toEqual({ text: CANARY });
    await app.subjects.hold(owner, 'Case 7');
    expect(await conversations.remove('tenant:acme', 'resp_1')).toBe(true);
    expect(await conversations.remove('tenant:acme', 'resp_1')).toBe(false);
    expect(await conversations.find('tenant:acme', 'resp_1')).toBeUndefined();
    expect((await app.subjects.describe(ADA)).stores['responses']?.count).toBe(1);
    await app.subjects.lift(owner);
    const before = app.clock.now();
    expect((await app.subjects.erase(ADA)).erased['responses']).toBe(1);
    const late = { subject: ADA, since: before };
    const response = { id: 'resp_2', response: {}, messages: [] };
    expect(await conversations.save('tenant:acme', response, late)).toBe(false);
  });

  test('is shared in Redis, and gone from there once erased', async () => {
    const url = await redisUrl();
    if (url === undefined) return;
    const manager = redisCacheManager(url);
    const text = `${CANARY} ${randomUUID()}`;
    const app = await start({ router: { cache: { everyCall: true, manager } } });
    const redis = new Redis(url);
    const kept = async () => {
      const names = await redis.keys('llm-router-cache*');
      return (await Promise.all(names.map((it) => redis.get(it)))).join('\n');
    };
    try {
      await until(async () => {
        await manager.set('is-there', true);
        return (await manager.get('is-there')) === true;
      });
      await app.ask(ADA.user, text);
      expect((await app.ask('grace', text)).cache).toBe('hit');
      expect(await kept()).not.toContain(CANARY);
      expect((await app.subjects.erase(ADA)).erased['cache']).toBe(1);
      expect((await app.ask('grace', text)).cache).toBe('miss');
      await app.subjects.erase({ tenant: 'acme', user: 'grace' });
    } finally {
      redis.disconnect();
    }
  });

  test('leaves sums equal to the rows, whoever is erased in whatever order', async () => {
    const app = await start();
    const tables = app.app.get(LedgerTables, { strict: false });
    const rollups = app.app.get(LedgerRollups, { strict: false });
    const ledger = app.app.get(UsageLedger, { strict: false });
    const calls = fc.sample(randomCall, { seed: 1815, numRuns: 150 });
    await tables.write(calls);
    app.clock.step(365 * DAY_MS);
    const before = await ledger.usage({ groupBy: [] });
    const scopes = [{ tenant: 'acme' }, { tenant: '' }, { keyId: 'k1' }, {}];
    const users = ['u1', "o'ther", 'a', 'x=y', '100%', '😀'];
    for (const scope of scopes) {
      for (const user of users) {
        const { count } = (await app.subjects.describe({ ...scope, user })).stores['ledger'] ?? {};
        const { erased } = await app.subjects.erase({ ...scope, user });
        expect([scope, user, erased['ledger']]).toEqual([scope, user, count]);
      }
    }
    expect(await rollups.verify()).toEqual([]);
    expect(await ledger.usage({ groupBy: [] })).toEqual(before);
    const named = (await ledger.usage({ groupBy: ['user'] })).map((it) => it.dimensions['user']);
    expect(named.filter((it) => !it?.startsWith('subject-'))).toEqual(['u2']);
    // What is written later, of calls that began before, names nobody either.
    await tables.write(fc.sample(randomCall, { seed: 1843, numRuns: 50 }));
    const later = (await ledger.usage({ groupBy: ['user'] })).map((it) => it.dimensions['user']);
    expect(later.filter((it) => !it?.startsWith('subject-'))).toEqual(['u2']);
    expect(await rollups.verify()).toEqual([]);
  });

  test('keeps sums equal to the rows where retention has deleted some of them', async () => {
    const app = await start();
    await app.ask(ADA.user, 'one', { tags: { customer: ADA.user } });
    await app.ask(ADA.user, 'two', { tenant: 'other', tags: { customer: ADA.user } });
    await app.ask('grace', 'three');
    await app.app.get(LedgerIntake, { strict: false }).flush();
    const users = async () => {
      const rows = await app.source.query<Record<string, string>[]>(
        `SELECT value, SUM(requests) AS requests FROM llm_usage_days WHERE dimension = 'user' GROUP BY value`,
      );
      return new Map(rows.map(({ value = '', requests }) => [value, Number(requests)]));
    };
    const rollups = app.app.get(LedgerRollups, { strict: false });
    const { subject } = await app.subjects.erase(ADA);
    expect(await rollups.verify()).toEqual([]);
    expect(await users()).toEqual(
      new Map([
        [ADA.user, 1],
        ['grace', 1],
        [subject, 1],
      ]),
    );
    await app.source.query(`DELETE FROM llm_requests WHERE tenant = 'other'`);
    const other = await app.subjects.erase({ ...ADA, tenant: 'other' });
    expect(await users()).toEqual(
      new Map([
        ['grace', 1],
        [subject, 1],
        [other.subject, 1],
      ]),
    );
    expect(await app.dump()).not.toContain(ADA.user);
  });
});

const redisPrefix = `{test-${randomUUID()}}:`;

async function redisBudgets(): Promise<RedisBudgetStore | undefined> {
  const url = await redisUrl();
  if (url === undefined) return undefined;
  return new RedisBudgetStore(url, { keyPrefix: `${redisPrefix}${randomUUID()}:` });
}

/** Every counter and lease in Redis, as text; teams may go by anybody's name. */
async function redisDump(): Promise<string> {
  const redis = new Redis((await redisUrl()) ?? '');
  try {
    const names = (await redis.keys(`${redisPrefix}*`)).filter((it) => !it.includes('teams|'));
    const values = await Promise.all(
      names.map(async (it) => {
        const type = await redis.type(it);
        if (type === 'hash') return redis.hgetall(it);
        return type === 'zset' ? redis.zrange(it, 0, -1) : redis.get(it);
      }),
    );
    return JSON.stringify([names, values]).replaceAll(/"teams\|[^"]*"/g, '');
  } finally {
    redis.disconnect();
  }
}

/** Master keys that are somebody else's. */
@LlmKeyProvider()
class OtherKeys implements KeyProvider {
  readonly id = 'vault';

  async currentKeyId(): Promise<string> {
    return 'v1';
  }

  async wrap(dataKey: Uint8Array): Promise<WrappedKey> {
    return { keyId: 'v1', wrapped: Buffer.from(dataKey).toString('hex') };
  }

  async unwrap({ wrapped }: WrappedKey): Promise<Uint8Array> {
    return Buffer.from(wrapped, 'hex');
  }
}
