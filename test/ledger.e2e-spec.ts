import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import fc from 'fast-check';
import type { CallSettled } from 'nestjs-llm-router';
import {
  LedgerWriter,
  LlmAttempt,
  LlmLedgerModule,
  llmLedgerMigrations,
  LlmRequest,
  type UsageDimension,
  UsageLedger,
} from 'nestjs-llm-router/typeorm';
import { DataSource } from 'typeorm';
import {
  type ScratchDatabase,
  scratchPostgres,
  scratchSqlite,
} from './support/scratch-databases.js';
import { madeAttempt, settledCall } from './support/settled-calls.js';

const ENTITIES = { entities: [LlmRequest, LlmAttempt], migrations: llmLedgerMigrations };

describe.each([
  ['SQLite', scratchSqlite],
  ['PostgreSQL', scratchPostgres],
])('the usage ledger on %s', (_, scratch) => {
  let database: ScratchDatabase | undefined;
  let source: DataSource;
  let writer: LedgerWriter;
  let ledger: UsageLedger;

  beforeAll(async () => {
    database = await scratch();
    if (database === undefined) return;
    source = new DataSource({ ...database.options, ...ENTITIES, migrationsRun: true });
    await source.initialize();
  });

  beforeEach(async () => {
    if (database === undefined) return;
    await source.getRepository(LlmRequest).clear();
    await source.getRepository(LlmAttempt).clear();
    writer = new LedgerWriter(source);
    ledger = new UsageLedger(source, writer);
  });

  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  /** Does nothing where the database is not reachable, which `postgresUrl` reports. */
  const test = (name: string, run: () => Promise<void>) =>
    it(name, async () => {
      if (database !== undefined) await run();
    });

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

    test('keep the rows of a ledger that knew nothing of decisions', async () => {
      const call = settledCall();
      await write(call);
      await source.undoLastMigration();
      expect(await source.query('SELECT id FROM llm_requests')).toEqual([{ id: call.id }]);
      await source.runMigrations();
      expect(await ledger.request(call.id)).toMatchObject({
        servedModel: 'openai/gpt-4.1-mini',
        rung: null,
        decision: null,
        attempts: [{ kind: 'first', waitedMs: null, openedMs: null, cost: 930_000_000n }],
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
        firstPartMs: undefined,
        finishReason: undefined,
        kind: 'failover',
        rung: 'equal',
        openedMs: undefined,
      });
      const call = settledCall({ attempts: [madeAttempt({ index: 1 }), failed] });
      await write(call);

      const { attempts, ...request } = (await ledger.request(call.id)) ?? {};
      expect({ ...request }).toEqual({
        id: call.id,
        keyId: 'team-search',
        tenant: 'acme',
        userId: 'u1',
        door: 'http:chat-completions',
        tags: { team: 'search', feature: 'summary' },
        delivery: 'stream',
        requestedModel: 'tier:cheap',
        servedModel: 'openai/gpt-4.1-mini',
        provider: 'openai',
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
        },
        expect.objectContaining({ index: 1, provider: 'openai', status: 'succeeded' }),
      ]);
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
      const other = new LedgerWriter(source);
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
      await expect(ledger.usage({ groupBy: ['day'], to: never })).rejects.toMatchObject({
        code: 'invalid_request',
        param: 'to',
      });
    });

    test('are null for an unknown id', async () => {
      expect(await ledger.request('unknown')).toBeNull();
    });
  });

  describe('usage', () => {
    const sums = async (...groupBy: UsageDimension[]) =>
      (await ledger.usage({ groupBy })).map((row) => [
        ...Object.values(row.dimensions),
        row.requests,
        row.cost,
      ]);

    test('sees what was accepted a moment ago', async () => {
      writer.onEvent(settledCall());
      expect(await sums('model')).toEqual([['openai/gpt-4.1-mini', 1, 930_000_000n]]);
    });

    test('groups by each dimension', async () => {
      await write(settledCall());
      const expected: Record<string, string> = {
        model: 'openai/gpt-4.1-mini',
        provider: 'openai',
        requested_model: 'tier:cheap',
        key: 'team-search',
        tenant: 'acme',
        user: 'u1',
        door: 'http:chat-completions',
        status: 'succeeded',
        cache: 'miss',
        task: 'code',
        rule: 'night',
        rung: 'equal',
        day: '2026-11-22',
        hour: '2026-11-22T14:00Z',
        'tag:team': 'search',
      };
      for (const [dimension, value] of Object.entries(expected)) {
        expect(await ledger.usage({ groupBy: [dimension as UsageDimension] })).toEqual([
          {
            dimensions: { [dimension]: value },
            requests: 1,
            tokens: {
              input: 1_000,
              cacheRead: 500,
              cacheWrite: 20,
              inputAudio: 3,
              output: 200,
              reasoning: 100,
              outputAudio: 7,
            },
            cost: 930_000_000n,
            costUnknown: 0,
          },
        ]);
      }
    });

    test('counts a call under each of its tags', async () => {
      await write(
        settledCall({ tags: { team: 'a', feature: 'x' }, cost: 1n }),
        settledCall({ tags: { team: 'a' }, cost: 2n }),
        settledCall({ tags: {}, cost: 4n }),
      );
      expect(await sums('tag')).toEqual([
        ['feature=x', 1, 1n],
        ['team=a', 2, 3n],
        [null, 1, 4n],
      ]);
      expect(await sums('tag:team', 'tag:feature')).toEqual([
        ['a', 'x', 1, 1n],
        ['a', null, 1, 2n],
        [null, null, 1, 4n],
      ]);
    });

    test('takes the name of a tag literally', async () => {
      const name = `x') OR 1=1; DROP TABLE llm_requests; -- "$.a.b" :from`;
      await write(settledCall({ tags: { [name]: 'yes' } }), settledCall());
      expect(await sums(`tag:${name}`)).toEqual([
        ['yes', 1, 930_000_000n],
        [null, 1, 930_000_000n],
      ]);
    });

    test('tells unknown costs from no cost', async () => {
      await write(settledCall({ cost: null }), settledCall({ cost: 0n }), settledCall());
      expect(await ledger.usage({ groupBy: ['provider'] })).toMatchObject([
        { requests: 3, cost: 930_000_000n, costUnknown: 1 },
      ]);
      await source.getRepository(LlmRequest).clear();
      await write(settledCall({ cost: null }));
      expect(await ledger.usage({ groupBy: ['provider'] })).toMatchObject([
        { requests: 1, cost: 0n, costUnknown: 1 },
      ]);
    });

    test('chooses by time, from inclusive, to exclusive', async () => {
      const at = (time: string) => settledCall({ startedAt: Date.parse(time) });
      await write(
        at('2026-11-21T23:59:59.999Z'),
        at('2026-11-22T00:00:00Z'),
        at('2026-11-23T00:00:00Z'),
      );
      expect(
        await ledger.usage({
          groupBy: ['day', 'tag:team'],
          from: new Date('2026-11-22T00:00:00Z'),
          to: new Date('2026-11-23T00:00:00Z'),
        }),
      ).toMatchObject([{ dimensions: { day: '2026-11-22' }, requests: 1 }]);
    });

    test('sums exactly, past what one integer column or a JavaScript number holds', async () => {
      const call = fc.record({
        cost: fc.option(fc.bigInt({ min: 0n, max: 9_000_000_000_000_000_000n })),
        provider: fc.constantFrom('openai', 'groq', undefined),
        status: fc.constantFrom('succeeded' as const, 'failed' as const),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 40 }), async (differing) => {
          await source.getRepository(LlmRequest).clear();
          await write(...differing.map((it) => settledCall({ ...it, attempts: [] })));
          const rows = await ledger.usage({ groupBy: ['provider', 'status'] });
          for (const { dimensions, requests, cost, costUnknown, tokens } of rows) {
            const group = differing.filter(
              (it) =>
                (it.provider ?? null) === dimensions['provider'] &&
                it.status === dimensions['status'],
            );
            expect(requests).toBe(group.length);
            expect(tokens.input).toBe(1_000 * group.length);
            expect(cost).toBe(group.reduce((sum, it) => sum + (it.cost ?? 0n), 0n));
            expect(costUnknown).toBe(group.filter((it) => it.cost === null).length);
          }
          expect(rows.reduce((sum, row) => sum + row.requests, 0)).toBe(differing.length);
        }),
        { numRuns: 20 },
      );
    });

    test('names the dimensions that are legal', async () => {
      for (const dimension of ['colour', 'tag:', 'constructor', '']) {
        await expect(
          ledger.usage({ groupBy: [dimension as UsageDimension] }),
        ).rejects.toMatchObject({
          code: 'invalid_request',
          param: 'groupBy',
          message: `${JSON.stringify(dimension)} is not a dimension of usage. Legal: model, provider, requested_model, key, tenant, user, door, status, cache, task, rule, rung, day, hour, tag, tag:<name>.`,
        });
      }
      await expect(ledger.usage({ groupBy: [] })).rejects.toMatchObject({ param: 'groupBy' });
    });
  });

  describe('LlmLedgerModule', () => {
    test('provides the ledger, and writes what is left when the application closes', async () => {
      const name = 'ledger';
      const module = await Test.createTestingModule({
        imports: [
          TypeOrmModule.forRoot({ ...database!.options, ...ENTITIES, name }),
          LlmLedgerModule.forRoot({ dataSource: name }),
        ],
      }).compile();
      await module.init();
      expect(module.get(UsageLedger)).toBeInstanceOf(UsageLedger);
      const calls = Array.from({ length: 250 }, () => settledCall());
      for (const call of calls) module.get(LedgerWriter).onEvent(call);
      await module.close();
      expect(await source.getRepository(LlmRequest).count()).toBe(250);
    });
  });
});
