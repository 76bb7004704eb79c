import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type CallSettled, LlmRouterModule, openai } from 'nestjs-llm-router';
import {
  LedgerCorrections,
  LedgerTables,
  LedgerWriter,
  LlmAttempt,
  LlmLedgerModule,
  llmLedgerEntities,
  llmLedgerMigrations,
  LlmRequest,
  UsageLedger,
} from 'nestjs-llm-router/typeorm';
import type { DataSource } from 'typeorm';
import { ledgerSource } from './support/open-ledger.js';
import { DATABASES, type ScratchDatabase, testWhere } from './support/scratch-databases.js';
import { madeAttempt, settledCall } from './support/settled-calls.js';

const SAVED = {
  model: 'openai/gpt-4.1',
  provider: 'openai',
  usage: { ...settledCall().usage, input: 777, cacheRead: 500, cacheWrite: 20, output: 143 },
  cost: 77_000_000n,
};
const NO_PARTS = {
  input: null,
  cacheRead: null,
  cacheWrite: null,
  output: null,
  reasoning: null,
  audio: null,
  image: null,
  request: null,
};

describe.each(DATABASES)('the usage ledger on %s', (_, scratch) => {
  let database: ScratchDatabase | undefined;
  let source: DataSource;
  let writer: LedgerWriter;
  let ledger: UsageLedger;

  beforeAll(async () => {
    database = await scratch();
    if (database === undefined) return;
    source = await ledgerSource(database);
  });

  beforeEach(async () => {
    if (database === undefined) return;
    await source.getRepository(LlmRequest).clear();
    await source.getRepository(LlmAttempt).clear();
    writer = new LedgerWriter(new LedgerTables(source));
    ledger = new UsageLedger(source, writer);
  });

  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  const test = testWhere(() => database !== undefined);

  const write = (...calls: CallSettled[]) => {
    for (const call of calls) writer.onEvent(call);
    return writer.flush();
  };

  describe('migrations', () => {
    test('make the schema that the entities describe', async () => {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    });

    test('can be taken back, and made again', async () => {
      const tables = async () => {
        const runner = source.createQueryRunner();
        const found = await runner.getTables(['llm_requests', 'llm_attempts']);
        await runner.release();
        return found.map((table) => table.name.replace(/^.*\./, '')).sort();
      };
      for (const _migration of llmLedgerMigrations) await source.undoLastMigration();
      expect(await tables()).toEqual([]);
      await source.runMigrations();
      expect(await tables()).toEqual(['llm_attempts', 'llm_requests']);
    });

    test('keep the rows of a ledger that knew less', async () => {
      const call = settledCall({ saved: SAVED });
      await write(call);
      const [, ...newer] = llmLedgerMigrations;
      for (const _migration of newer) await source.undoLastMigration();
      expect(await source.query('SELECT id FROM llm_requests')).toEqual([{ id: call.id }]);
      expect(await source.query('SELECT id FROM llm_attempts')).toEqual([
        { id: call.attempts[0]!.id },
      ]);
      await source.runMigrations();
      expect(await ledger.request(call.id)).toMatchObject({
        servedModel: 'openai/gpt-4.1-mini',
        rung: null,
        decision: null,
        team: null,
        operation: 'chat',
        usage: { ...call.usage, cacheWriteLong: 0, inputImage: 0, outputImage: 0, suspect: false },
        attempts: [
          {
            kind: 'first',
            waitedMs: null,
            openedMs: null,
            cost: 930_000_000n,
            costParts: { input: null, request: null },
            note: null,
          },
        ],
      });
      expect(await source.driver.createSchemaBuilder().log()).toMatchObject({ upQueries: [] });
    });
  });

  describe('writing', () => {
    test('keeps all that is known of a call and its attempts', async () => {
      const failed = madeAttempt({
        provider: 'groq',
        model: 'groq/llama-3.3-70b-versatile',
        status: 'failed',
        failure: { code: 'rate_limited', message: 'Slow down.', upstreamStatus: 429 },
        cost: 0n,
        costParts: undefined,
        firstPartMs: undefined,
        finishReason: undefined,
        kind: 'failover',
        rung: 'equal',
        openedMs: undefined,
      });
      const made = madeAttempt({ index: 1 });
      const call = settledCall({ attempts: [made, failed] });
      await write(call);

      const { attempts, ...request } = (await ledger.request(call.id)) ?? {};
      expect({ ...request }).toEqual({
        id: call.id,
        keyId: 'team-search',
        tenant: 'acme',
        team: 'relevance',
        userId: 'u1',
        door: 'http:chat-completions',
        tags: { team: 'search', feature: 'summary' },
        operation: 'chat',
        delivery: 'stream',
        requestedModel: 'tier:cheap',
        servedModel: 'openai/gpt-4.1-mini',
        provider: 'openai',
        configuration: 'c0ffee',
        sensitivity: 'internal',
        cacheState: 'miss',
        attemptCount: 2,
        status: 'succeeded',
        errorCode: null,
        errorMessage: null,
        finishReason: 'stop',
        usage: call.usage,
        cost: 930_000_000n,
        startedAt: new Date('2026-11-22T14:05:06.789Z'),
        firstPartMs: 122,
        durationMs: 401,
        rung: 'equal',
        task: 'code',
        rule: 'night',
        decision: call.decision,
      });
      expect(attempts?.map((attempt) => ({ ...attempt }))).toEqual([
        {
          id: failed.id,
          requestId: call.id,
          index: 0,
          provider: 'groq',
          model: 'groq/llama-3.3-70b-versatile',
          servedModel: 'gpt-4.1-mini-2025-04-14',
          upstreamRequestId: 'req_1',
          upstreamStatus: 429,
          priceVersion: 'genai-prices@0.1.8',
          status: 'failed',
          errorCode: 'rate_limited',
          errorMessage: 'Slow down.',
          finishReason: null,
          usage: failed.usage,
          cost: 0n,
          startedAt: new Date('2026-11-22T14:05:06.789Z'),
          firstPartMs: null,
          durationMs: 401,
          kind: 'failover',
          rung: 'equal',
          region: 'eu-central-1',
          credential: 'main',
          waitedMs: 12,
          openedMs: null,
          serviceTier: 'flex',
          release: '2026-10',
          costParts: NO_PARTS,
          savedCost: null,
          savedInput: null,
          savedOutput: null,
          note: null,
        },
        expect.objectContaining({
          index: 1,
          provider: 'openai',
          status: 'succeeded',
          costParts: made.costParts,
        }),
      ]);
    });

    test('keeps what the cache saved, as a row beside the tries', async () => {
      const hit = settledCall({ attempts: [], cache: 'hit', cost: 0n, saved: SAVED });
      const free = settledCall({ attempts: [], cache: 'hit', saved: { ...SAVED, cost: null } });
      await write(hit, free);
      expect(await ledger.request(hit.id)).toMatchObject({
        attemptCount: 0,
        attempts: [
          {
            id: `${hit.id}-saved`,
            requestId: hit.id,
            kind: 'saved',
            provider: 'openai',
            model: 'openai/gpt-4.1',
            usage: { input: 0, output: 0, cacheRead: 0 },
            cost: 0n,
            costParts: NO_PARTS,
            savedCost: 77_000_000n,
            savedInput: 1_300,
            savedOutput: 250,
          },
        ],
      });
      expect((await ledger.request(free.id))?.attempts).toMatchObject([
        { kind: 'saved', savedCost: null },
      ]);
    });

    test('cuts names short that could not be indexed', async () => {
      const long = '😀'.repeat(5_000);
      const call = settledCall({
        caller: { keyId: long, tenant: long, team: long, user: long },
        requestedModel: long,
        tags: { [long]: long },
      });
      await write(call);
      const [value, name] = ['😀'.repeat(200), '😀'.repeat(100)];
      expect(writer.lost).toBe(0);
      expect(await ledger.request(call.id)).toMatchObject({
        keyId: value,
        tenant: value,
        team: value,
        userId: value,
        requestedModel: value,
        tags: { [name]: value },
      });
    });

    test('takes a call that names nobody, reached nobody and has no price', async () => {
      const call = settledCall({
        caller: {},
        tags: {},
        servedModel: undefined,
        provider: undefined,
        firstPartMs: undefined,
        finishReason: undefined,
        status: 'failed',
        failure: { code: 'no_candidate', message: 'Nobody can.' },
        cost: null,
        attempts: [],
        rung: undefined,
        decision: undefined,
      });
      await write(call);
      expect(await ledger.request(call.id)).toMatchObject({
        keyId: null,
        tags: {},
        servedModel: null,
        cost: null,
        errorCode: 'no_candidate',
        firstPartMs: null,
        rung: null,
        task: null,
        rule: null,
        decision: null,
        attempts: [],
      });
    });

    test('changes nothing for an id that is there already', async () => {
      const call = settledCall();
      await write(call, call);
      await write({ ...call, status: 'failed' }, settledCall());
      expect(await source.getRepository(LlmRequest).count()).toBe(2);
      expect(await source.getRepository(LlmAttempt).count()).toBe(2);
      expect(await ledger.request(call.id)).toMatchObject({ status: 'succeeded' });
    });

    test('takes thousands of calls from two writers at once, each once', async () => {
      const other = new LedgerWriter(new LedgerTables(source));
      const calls = Array.from({ length: 1_500 }, () => settledCall());
      for (const call of calls) writer.onEvent(call);
      for (const call of calls) other.onEvent(call);
      await Promise.all([writer.flush(), other.flush()]);
      expect([writer.pending, writer.lost, other.pending, other.lost]).toEqual([0, 0, 0, 0]);
      expect(await source.getRepository(LlmRequest).count()).toBe(1_500);
      expect(await source.getRepository(LlmAttempt).count()).toBe(1_500);
    });

    test('takes more attempts than a statement has room for', async () => {
      const attempts = Array.from({ length: 3_000 }, (_attempt, index) => madeAttempt({ index }));
      await write(settledCall({ attempts }));
      expect(await source.getRepository(LlmAttempt).count()).toBe(3_000);
    });

    test('replaces characters that a database cannot store', async () => {
      const call = settledCall({
        caller: { user: 'nul \0 and half a pair \ud83d' },
        tags: { 'n\0me': 'val\udc00ue', emoji: '😀' },
      });
      await write(call);
      expect(await ledger.request(call.id)).toMatchObject({
        userId: 'nul \ufffd and half a pair \ufffd',
        tags: { 'n\ufffdme': 'val\ufffdue', emoji: '😀' },
      });
    });

    test('keeps a decision in a compact form, whatever is in it', async () => {
      const because = 'nul \0, half a pair \ud83d, and long: '.padEnd(1_000, 'x');
      const candidate = { candidate: 'a/b', name: 'tier:cheap', because };
      const decision = {
        ...settledCall().decision!,
        asked: 'nul \0',
        candidates: Array.from({ length: 300 }, (_, place) => ({ ...candidate, place })),
      };
      const call = settledCall({ decision });
      await write(call, settledCall());
      expect([writer.lost, await source.getRepository(LlmRequest).count()]).toEqual([0, 2]);
      const kept = (await ledger.request(call.id))?.decision;
      expect(kept?.asked).toBe('nul \ufffd');
      expect(kept?.candidates).toHaveLength(20);
      expect(kept?.notes).toEqual(['280 more candidates were considered.']);
      expect(JSON.stringify(kept).length).toBeLessThan(6_000);
    });

    test('loses a call that the database refuses, and nothing else', async () => {
      const calls = [settledCall(), settledCall({ startedAt: NaN }), settledCall()];
      await write(...calls);
      expect(writer.lost).toBe(1);
      expect((await ledger.requests()).map((it) => it.id).sort()).toEqual(
        [calls[0]?.id, calls[2]?.id].sort(),
      );
    });
  });

  describe('requests', () => {
    test('come newest first, page by page, each once', async () => {
      const calls = Array.from({ length: 25 }, () => settledCall());
      await write(...calls);
      const seen: string[] = [];
      for (;;) {
        const before = seen.at(-1);
        const page = await ledger.requests({ limit: 10, ...(before && { before }) });
        if (page.length === 0) break;
        seen.push(...page.map((it) => it.id));
      }
      expect(seen).toEqual(
        calls
          .map((it) => it.id)
          .sort()
          .reverse(),
      );
    });

    test('are chosen by each condition', async () => {
      const call = settledCall();
      await write(
        call,
        settledCall({
          startedAt: Date.parse('2026-11-23T00:00:00Z'),
          caller: { keyId: 'other' },
          requestedModel: 'other',
          servedModel: 'other/model',
          status: 'failed',
          tags: { team: 'other', 'it=s': "o'ther" },
        }),
      );
      const midnight = new Date('2026-11-23T00:00:00Z');
      const ids = async (query: Parameters<UsageLedger['requests']>[0]) =>
        (await ledger.requests(query)).map((it) => it.id);
      for (const query of [
        { to: midnight },
        { keyId: 'team-search' },
        { model: 'tier:cheap' },
        { model: 'openai/gpt-4.1-mini' },
        { status: 'succeeded' },
        { tag: 'team=search' },
        { to: midnight, tag: 'feature=summary', limit: 1, withAttempts: true },
      ] as const) {
        expect(await ids(query)).toEqual([call.id]);
      }
      expect(await ids({ from: midnight })).toHaveLength(1);
      expect(await ids({ tag: "it=s=o'ther" })).toHaveLength(1);
      expect(await ids({ keyId: "' OR 1=1 --" })).toEqual([]);
      expect(await ids({ tag: 'team' })).toEqual([]);
    });

    test('bring their attempts where asked', async () => {
      const call = settledCall({ attempts: [madeAttempt({ index: 1 }), madeAttempt()] });
      await write(call, settledCall({ attempts: [] }));
      const [, first] = await ledger.requests({ withAttempts: true });
      expect(first?.attempts?.map((it) => it.index)).toEqual([0, 1]);
      expect((await ledger.requests())[1]).not.toHaveProperty('attempts');
    });

    test('refuse an illegal limit', async () => {
      for (const limit of [0, -1, 1.5, 1_001, NaN]) {
        await expect(ledger.requests({ limit })).rejects.toMatchObject({
          code: 'invalid_request',
          param: 'limit',
        });
      }
    });

    test('refuse a date that is none', async () => {
      const never = new Date(NaN);
      await expect(ledger.requests({ from: never })).rejects.toMatchObject({ param: 'from' });
    });

    test('are null for an unknown id', async () => {
      expect(await ledger.request('unknown')).toBeNull();
    });
  });

  describe('LlmLedgerModule', () => {
    test('provides the ledger, and writes what is left when the application closes', async () => {
      const name = 'ledger';
      const module = await Test.createTestingModule({
        imports: [
          TypeOrmModule.forRoot({ ...database!.options, entities: llmLedgerEntities, name }),
          LlmRouterModule.forRoot({ log: 'off', providers: [openai({ apiKey: 'k' })] }),
          LlmLedgerModule.forRoot({ dataSource: name, retention: { keep: '400d' } }),
        ],
      }).compile();
      await module.init();
      expect(module.get(UsageLedger)).toBeInstanceOf(UsageLedger);
      expect(module.get(LedgerCorrections)).toBeInstanceOf(LedgerCorrections);
      const calls = Array.from({ length: 250 }, () => settledCall());
      for (const call of calls) module.get(LedgerWriter).onEvent(call);
      await module.close();
      expect(await source.getRepository(LlmRequest).count()).toBe(250);
    });
  });
});
