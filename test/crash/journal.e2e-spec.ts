import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { LlmHttpModule, LlmRouterModule, openai } from 'nestjs-llm-router';
import {
  LlmAttempt,
  LlmLedgerModule,
  llmLedgerMigrations,
  LlmRequest,
  UsageLedger,
  llmLedgerEntities,
} from 'nestjs-llm-router/typeorm';
import type { SimulatedProvider } from 'simulated-provider';
import type { DataSource } from 'typeorm';
import { JournalBed } from '../support/journal-bed.js';
import { createApp, listen } from '../support/platforms.js';
import { DATABASES, type ScratchDatabase } from '../support/scratch-databases.js';
import { until } from '../support/until.js';

const QUESTION = { model: 'openai/m', messages: [{ role: 'user', content: 'Hello' }] };

/** An application with a journal, and what is needed to look behind it. */
async function start(database: ScratchDatabase, directory: string, upstream: string) {
  @Module({
    imports: [
      TypeOrmModule.forRoot({
        ...database.options,
        entities: llmLedgerEntities,
        migrations: llmLedgerMigrations,
        migrationsRun: true,
        autoLoadEntities: true,
      }),
      LlmRouterModule.forRoot({
        log: 'off',
        providers: [openai({ apiKey: 'k', baseUrl: `${upstream}/v1`, openEnded: true })],
      }),
      LlmLedgerModule.forRoot({ journal: { directory, maxBytes: 65_536 } }),
      LlmHttpModule.forRoot(),
    ],
  })
  class AppModule {}
  const app = await createApp('fastify', AppModule);
  return { app, url: await listen(app), source: app.get<DataSource>(getDataSourceToken()) };
}

const ask = async (url: string, more: object = {}) => {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...QUESTION, ...more }),
  });
  return {
    status: response.status,
    id: response.headers.get('x-request-id') ?? '',
    retryAfter: response.headers.get('retry-after'),
    text: await response.text(),
  };
};

describe.each(DATABASES)('a journal before %s', (_name, scratch) => {
  let bed: JournalBed;
  let database: ScratchDatabase | undefined;
  let provider: SimulatedProvider;
  let directory: string;

  const begin = async () => {
    const it = await start(database!, directory, provider.url);
    bed.apps.push(it.app);
    return it;
  };
  const folders = () => readdirSync(directory);
  const recorded = () =>
    folders()
      .map((folder) => readFileSync(join(directory, folder, '00000001.journal'), 'latin1'))
      .join();
  const rowCounts = async (source: DataSource) => [
    await source.getRepository(LlmRequest).count(),
    await source.getRepository(LlmAttempt).count(),
  ];

  beforeEach(async () => {
    bed = await JournalBed.lay(scratch);
    ({ database, provider, directory } = bed);
  });

  afterEach(() => bed.clear());

  it('a call is on the disk when its last bytes arrive, and in the ledger when it is asked', async () => {
    if (database === undefined) return;
    const { app, url } = await begin();
    for (const more of [{}, { stream: true }]) {
      const { status, id } = await ask(url, more);
      expect(status).toBe(200);
      expect(recorded()).toContain(id);
      expect(await app.get(UsageLedger).request(id)).toMatchObject({ id, status: 'succeeded' });
    }
  });

  it('refuses new calls when it is full, asks nobody for them, and takes them again', async () => {
    if (database === undefined) return;
    const { app, url, source } = await begin();
    await source.query('ALTER TABLE llm_requests RENAME TO hidden');
    const ids: string[] = [];
    let last = await ask(url);
    for (; last.status === 200; last = await ask(url)) ids.push(last.id);
    expect(last).toMatchObject({ status: 503, retryAfter: '1' });
    expect(last.text).toContain('"ledger_full"');
    expect(ids.length).toBeGreaterThan(20);
    const asked = provider.requests.length;
    expect(await ask(url)).toMatchObject({ status: 503 });
    expect(provider.requests.length).toBe(asked);
    await source.query('ALTER TABLE hidden RENAME TO llm_requests');
    await app.get(UsageLedger).request('any');
    expect(await ask(url)).toMatchObject({ status: 200 });
    for (const id of ids) expect(await app.get(UsageLedger).request(id)).toMatchObject({ id });
  }, 20_000);

  it('changes nothing when everything is replayed three times', async () => {
    if (database === undefined) return;
    const first = await begin();
    for (let call = 0; call < 10; call++) await ask(first.url, { stream: call % 2 === 0 });
    const [folder = ''] = folders();
    for (const copy of ['1-1-00000001', '1-1-00000002', '1-1-00000003']) {
      cpSync(join(directory, folder), join(directory, copy), { recursive: true });
      rmSync(join(directory, copy, 'checkpoint.json'), { force: true });
      const owner = join(directory, copy, 'owner.json');
      const dead = readFileSync(owner, 'utf8').replace(/"started":"\d*"/, '"started":"0"');
      writeFileSync(owner, dead);
    }
    await first.app.get(UsageLedger).request('any');
    const before = await rowCounts(first.source);
    expect(before).toEqual([10, 10]);
    const second = await begin();
    await until(() => folders().every((name) => !name.startsWith('1-1-')));
    expect(await rowCounts(second.source)).toEqual(before);
  });

  it('leaves nothing on the disk after a shutdown', async () => {
    if (database === undefined) return;
    const { app, url } = await begin();
    await ask(url);
    await app.close();
    bed.apps = [];
    expect(folders()).toEqual([]);
  });
});
