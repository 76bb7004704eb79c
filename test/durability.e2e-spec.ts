import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import {
  anthropic,
  type CallSettled,
  Clock,
  CompletionJournal,
  LlmHttpModule,
  LlmRouter,
  LlmRouterModule,
  openai,
} from 'nestjs-llm-router';
import { RecordingSink, SeededRandom } from 'nestjs-llm-router/testing';
import { JournaledLedger, LlmLedgerModule, llmLedgerMigrations } from 'nestjs-llm-router/typeorm';
import type { SimulatedProvider } from 'simulated-provider';
import type { DataSource } from 'typeorm';
import { JournalBed } from './support/journal-bed.js';
import { costOf, MIXED_TIERS, mixedLoad, type Model, RATES } from './support/mixed-load.js';
import { createApp, listen } from './support/platforms.js';
import { DATABASES, type ScratchDatabase } from './support/scratch-databases.js';
import { SteppingClock } from './support/stepping-clock.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;

const CLASSES = {
  input: 'input_tokens',
  cacheRead: 'cache_read_tokens',
  cacheWrite: 'cache_write_tokens',
  cacheWriteLong: 'cache_write_long_tokens',
  inputAudio: 'input_audio_tokens',
  inputImage: 'input_image_tokens',
  output: 'output_tokens',
  reasoning: 'reasoning_tokens',
  outputAudio: 'output_audio_tokens',
  outputImage: 'output_image_tokens',
} as const;

type Tokens = Record<keyof typeof CLASSES, number>;

interface AttemptRow extends Tokens {
  readonly id: string;
  readonly call: string;
  readonly model: Model;
  readonly status: string;
  readonly kind: string;
  readonly estimated: boolean | number;
  readonly cost: string;
}

let bed: JournalBed;
let provider: SimulatedProvider;
let directory: string;

async function start(database: ScratchDatabase, clock?: Clock) {
  const sink = new RecordingSink();
  const router = LlmRouterModule.forRoot({
    log: 'off',
    providers: [
      openai({ apiKey: 'k', baseUrl: `${provider.url}/v1`, openEnded: true }),
      anthropic({ apiKey: 'k', baseUrl: provider.url, openEnded: true }),
    ],
    prices: RATES,
    tiers: MIXED_TIERS,
    routing: { strategy: 'priority' },
    retries: { baseDelay: 0, budget: 1 },
    breaker: false,
    concurrency: false,
    hedge: { budget: 1, minSamples: 1, minDelay: '5ms' },
  });
  if (clock) router.providers = [...(router.providers ?? []), { provide: Clock, useValue: clock }];
  @Module({
    imports: [
      TypeOrmModule.forRoot({
        ...database.options,
        migrations: llmLedgerMigrations,
        migrationsRun: true,
        autoLoadEntities: true,
      }),
      router,
      LlmLedgerModule.forRoot({ journal: { directory } }),
      LlmHttpModule.forRoot(),
    ],
    providers: [{ provide: RecordingSink, useValue: sink }],
  })
  class AppModule {}
  const app = await createApp('fastify', AppModule);
  bed.apps.push(app);
  return {
    app,
    sink,
    url: await listen(app),
    source: app.get<DataSource>(getDataSourceToken()),
    ledger: app.get(JournaledLedger),
    router: app.get(LlmRouter),
  };
}

type Running = Awaited<ReturnType<typeof start>>;

/** Everything is in the database afterwards. */
async function load({ url, ledger, router }: Running): Promise<void> {
  await mixedLoad(url, provider);
  await until(() => router.callsUnderWay === 0);
  await ledger.flush();
}

async function attemptsIn(source: DataSource): Promise<AttemptRow[]> {
  const tokens = Object.entries(CLASSES).map(([name, column]) => `${column} AS "${name}"`);
  return source.query<AttemptRow[]>(
    `SELECT id, request_id AS "call", model, status, kind, usage_estimated AS "estimated",
      CAST(cost_pico_usd AS TEXT) AS "cost", ${tokens.join(', ')} FROM llm_attempts ORDER BY id`,
  );
}

/** Everything that the ledger holds, row by row. */
async function allOf(source: DataSource): Promise<Record<string, unknown[]>> {
  const tables = ['llm_requests', 'llm_attempts', 'llm_usage_hours', 'llm_usage_days'];
  const rows: Record<string, unknown[]> = {};
  for (const table of tables) {
    const found = await source.query<object[]>(`SELECT * FROM ${table}`);
    rows[table] = found.map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}

const idsOf = (calls: readonly { readonly id: string }[]) => calls.map(({ id }) => id).sort();
const sumOf = (rows: readonly AttemptRow[], token: keyof Tokens): number =>
  rows.reduce((sum, row) => sum + row[token], 0);

describe.each(DATABASES)('the ledger on %s', (_name, scratch) => {
  let database: ScratchDatabase | undefined;

  beforeEach(async () => {
    bed = await JournalBed.lay(scratch);
    ({ database, provider, directory } = bed);
  });

  afterEach(() => bed.clear());

  it('holds what the provider reported, token by token, and what that costs, to the last pico-dollar', async () => {
    if (database === undefined) return;
    const running = await start(database);
    await load(running);
    const attempts = await attemptsIn(running.source);
    const calls = await running.source.query<{ id: string; cost: string }[]>(
      'SELECT id, CAST(cost_pico_usd AS TEXT) AS "cost" FROM llm_requests',
    );

    expect(idsOf(calls)).toEqual(idsOf(running.sink.calls));
    const kinds = new Set(attempts.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['first', 'retry', 'failover', 'hedge']));
    const endings = new Set(attempts.map(({ status }) => status));
    expect(endings).toEqual(new Set(['succeeded', 'failed', 'aborted', 'interrupted']));

    const stats = provider.stats();
    for (const model of Object.keys(RATES) as Model[]) {
      const name = model.slice(model.indexOf('/') + 1);
      const told = attempts.filter((row) => row.model === model && !row.estimated);
      // `plain` is asked for at two wires of one provider, which counts by the name alone.
      if (name === 'plain') continue;
      expect([model, reportedIn(told)]).toEqual([model, reportedBy(stats[name])]);
    }
    const plain = attempts.filter((row) => row.model.endsWith('/plain') && !row.estimated);
    expect(reportedIn(plain)).toEqual(reportedBy(stats['plain']));

    for (const row of attempts) {
      expect([row.id, row.cost]).toEqual([row.id, costOf(row.model, row).toString()]);
    }
    const spent = (rows: readonly { cost: string }[]) =>
      rows.reduce((sum, { cost }) => sum + BigInt(cost), 0n);
    expect(spent(calls)).toBe(spent(attempts));
    expect(spent(attempts)).toBe(attempts.reduce((sum, row) => sum + costOf(row.model, row), 0n));
  });

  it('is the same when all records come three times more, shuffled', async () => {
    if (database === undefined) return;
    const running = await start(database);
    await load(running);
    const before = await allOf(running.source);
    expect(before['llm_requests']).toHaveLength(running.sink.calls.length);
    expect(before['llm_usage_hours']).not.toEqual([]);
    await replay(running, running.sink.calls);
    expect(await allOf(running.source)).toEqual(before);
  });

  it('does not mind steps of an hour of the wall clock', async () => {
    if (database === undefined) return;
    const clock = new SteppingClock();
    const running = await start(database, clock);
    const began = Date.now();
    const steps = [HOUR_MS, -2 * HOUR_MS, HOUR_MS, -HOUR_MS];
    const loading = load(running);
    for (const [index, step] of steps.entries()) {
      await until(() => running.sink.calls.length > (index + 1) * 30);
      clock.step(step);
    }
    await loading;
    const rows = await running.source.query<{ id: string; duration: number; started: string }[]>(
      'SELECT id, duration_ms AS "duration", started_at AS "started" FROM llm_requests',
    );
    expect(idsOf(rows)).toEqual(idsOf(running.sink.calls));
    const took = Date.now() - began;
    for (const { duration } of rows) {
      expect(duration).toBeGreaterThanOrEqual(0);
      expect(duration).toBeLessThanOrEqual(took);
    }
    const hours = new Set(
      rows.map(({ started }) => Math.round((Number(started) - began) / HOUR_MS)),
    );
    expect(hours).toEqual(new Set([0, 1, -1]));

    // What a process leaves that crashed in the future, or in the past, is taken over all the same.
    const [folder = ''] = readdirSync(directory);
    for (const [name, at] of [
      ['zzzzzzzz-1-00000001', clock.now() + HOUR_MS],
      ['1-1-00000002', clock.now() - HOUR_MS],
    ] as const) {
      leaveBehind(join(directory, folder), join(directory, name), at);
    }
    const before = await allOf(running.source);
    const second = await start(database, clock);
    await until(() => second.ledger.status().adopting === 0);
    expect(readdirSync(directory)).toHaveLength(2);
    expect(await allOf(running.source)).toEqual(before);
  });
});

/** What rows sum to. */
function reportedIn(rows: readonly AttemptRow[]) {
  const { input, cacheRead, output, reasoning, ...others } = Object.fromEntries(
    (Object.keys(CLASSES) as (keyof Tokens)[]).map((token) => [token, sumOf(rows, token)]),
  ) as Tokens;
  const reports = rows.filter(({ status }) => status === 'succeeded').length;
  return { reports, input, cacheRead, output, reasoning, others };
}

/** The same, by the provider's own count; it reports tokens of no other class. */
function reportedBy(stats: ReturnType<SimulatedProvider['stats']>[string] | undefined) {
  const {
    reports = 0,
    promptTokens = 0,
    completionTokens = 0,
    cachedTokens = 0,
    reasoningTokens = 0,
  } = stats ?? {};
  const others = Object.fromEntries(
    Object.keys(CLASSES)
      .filter((token) => !['input', 'cacheRead', 'output', 'reasoning'].includes(token))
      .map((token) => [token, 0]),
  );
  return {
    reports,
    input: promptTokens - cachedTokens,
    cacheRead: cachedTokens,
    output: completionTokens - reasoningTokens,
    reasoning: reasoningTokens,
    others,
  };
}

/** Records calls again, three times, each time in another order. */
async function replay({ app, ledger }: Running, calls: readonly CallSettled[]): Promise<void> {
  const journal = app.get(CompletionJournal);
  const random = new SeededRandom(3);
  for (let round = 0; round < 3; round++) {
    const order = calls.map((call) => ({ call, place: random.next() }));
    order.sort((a, b) => a.place - b.place);
    await Promise.all(
      order.map(({ call }) => {
        journal.admit();
        return journal.append(call);
      }),
    );
    await ledger.flush();
  }
}

/** The journal of a process, as if it had died. */
function leaveBehind(folder: string, copy: string, at: number): void {
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, 'checkpoint.json'), { force: true });
  const owner = join(copy, 'owner.json');
  const dead = readFileSync(owner, 'utf8').replace(/"started":"\d*"/, `"started":"${at}"`);
  writeFileSync(owner, dead);
}
