import fc from 'fast-check';
import type { CallSettled } from 'nestjs-llm-router';
import {
  LedgerRollups,
  LedgerTables,
  LedgerWriter,
  LlmAttempt,
  LlmRequest,
  type UsageDimension,
  UsageLedger,
  type UsageQuery,
  type UsageRow,
} from 'nestjs-llm-router/typeorm';
import type { DataSource } from 'typeorm';
import { type OpenLedger, openLedger } from './support/open-ledger.js';
import { randomCall, randomTime } from './support/random-calls.js';
import { DATABASES, testWhere } from './support/scratch-databases.js';
import { madeAttempt, settledCall } from './support/settled-calls.js';

const OF_CALLS = [
  ...['model', 'provider', 'requested_model', 'key', 'tenant', 'team', 'user', 'door'],
  ...['operation', 'status', 'cache', 'task', 'rule', 'rung', 'tag', 'tag:team', 'tag:te=am'],
  ...['tag:te', 'tag:te%3Dam', 'tag:none'],
] as UsageDimension[];
const OF_TRIES = ['kind', 'region', 'credential', 'release', 'service_tier'] as UsageDimension[];

/** Properties write and read real databases, many times. */
jest.setTimeout(60_000);

describe.each(DATABASES)('reports on %s', (_, scratch) => {
  let opened: OpenLedger | undefined;
  let source: DataSource;
  let tables: LedgerTables;
  let ledger: UsageLedger;
  let rollups: LedgerRollups;
  let clear: OpenLedger['clear'];

  beforeAll(async () => {
    opened = await openLedger(scratch);
    if (opened === undefined) return;
    ({ source, tables, ledger, clear } = opened);
    rollups = new LedgerRollups(source);
  });

  beforeEach(() => opened?.clear());
  afterAll(() => opened?.close());

  const test = testWhere(() => opened !== undefined);

  const write = (...calls: CallSettled[]) => tables.write(calls);

  const costs = async (query: UsageQuery) =>
    (await ledger.usage(query)).map((row) => [
      ...(row.bucket === undefined ? [] : [row.bucket]),
      ...Object.values(row.dimensions),
      row.requests,
      row.cost,
    ]);

  const costing = (cost: bigint | null, differing: Partial<CallSettled> = {}) =>
    settledCall({ ...differing, attempts: [madeAttempt({ cost })] });

  describe('rollups', () => {
    test('are in the schema that the entities describe, and can be taken back', async () => {
      const differing = async () =>
        (await source.driver.createSchemaBuilder().log()).upQueries
          .map(({ query }) => query)
          .filter((query) => query.includes('llm_usage'));
      expect(await differing()).toEqual([]);
      await source.undoLastMigration();
      expect(await differing()).not.toEqual([]);
      await source.runMigrations();
      expect(await differing()).toEqual([]);
    });

    test('are filled from the rows that were there before them', async () => {
      const calls = fc.sample(randomCall, { numRuns: 50, seed: 1 });
      await new LedgerTables(source).write(calls);
      await source.undoLastMigration();
      await source.runMigrations();
      expect(await rollups.verify()).toEqual([]);
      expect(await ledger.usage({ groupBy: ['operation'] })).not.toEqual([]);
    });

    /** What adds or corrects rows, in any order: new calls, calls that come again, corrections. */
    const steps = fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.record({ fresh: fc.array(randomCall, { maxLength: 8 }) }) },
        { weight: 1, arbitrary: fc.record({ again: fc.nat(), fresh: fc.array(randomCall) }) },
        { weight: 1, arbitrary: fc.record({ corrected: fc.nat(), by: fc.bigInt(-9n, 9n) }) },
      ),
      { minLength: 1, maxLength: 6 },
    );

    test('equal the rows, whatever was written in whatever batches', async () => {
      await fc.assert(
        fc.asyncProperty(steps, randomTime, randomTime, async (made, one, other) => {
          await clear();
          const calls: CallSettled[] = [];
          for (const step of made) {
            if ('by' in step) await correct(step.corrected, step.by);
            else {
              const again = 'again' in step ? calls.slice(0, step.again % (calls.length + 1)) : [];
              await write(...again, ...step.fresh);
              calls.push(...step.fresh);
            }
          }
          expect(await rollups.verify()).toEqual([]);
          const from = new Date(Math.min(one, other));
          const to = new Date(Math.max(one, other));
          for (const range of [{}, { from, to }, { from }, { to }]) {
            await expectSameFromRows({ ...range, groupBy: [] });
            await expectSameFromRows({ ...range, groupBy: [], bucket: 'week' });
            await expectSameFromRows({ ...range, groupBy: ['user'], bucket: 'hour' });
            await expectSameFromRows({ ...range, groupBy: ['kind'], bucket: 'month' });
            await expectSameFromRows({ ...range, groupBy: ['model'], bucket: 'day' });
          }
          for (const dimension of [...OF_CALLS, ...OF_TRIES]) {
            await expectSameFromRows({ from, to, groupBy: [dimension] });
          }
        }),
        { numRuns: 10 },
      );
    });

    const correct = async (index: number, by: bigint) => {
      const [attempt] = await source.getRepository(LlmAttempt).find({ skip: index % 10, take: 1 });
      if (attempt === undefined) return;
      const { requestId } = attempt;
      const call = await source.getRepository(LlmRequest).findOneByOrFail({ id: requestId });
      const added = {
        ...attempt,
        id: `${attempt.id}-${by}`,
        kind: 'correction' as const,
        cost: by,
      };
      await tables.add({ requests: [], attempts: [added], calls: new Map([[requestId, call]]) });
    };

    /** What is about two dimensions is read from rows; every call has an operation, so the second may be added up again. */
    const expectSameFromRows = async (query: UsageQuery & { groupBy: UsageDimension[] }) => {
      const second = query.groupBy.includes('operation') ? 'status' : 'operation';
      const third = query.groupBy.length === 0 ? (['door'] as const) : [];
      const rows = await ledger.usage({ ...query, groupBy: [...query.groupBy, second, ...third] });
      const merged = new Map<string, UsageRow>();
      for (const row of rows) {
        const dimensions = Object.fromEntries(
          query.groupBy.map((name) => [name, row.dimensions[name] ?? null]),
        );
        const key = JSON.stringify([row.bucket, dimensions]);
        merged.set(key, sum({ ...row, dimensions }, merged.get(key)));
      }
      expect(await ledger.usage(query)).toEqual([...merged.values()]);
    };

    const sum = (a: UsageRow, b: UsageRow | undefined): UsageRow => {
      if (b === undefined) return a;
      const tokens = Object.entries(a.tokens).map(([name, count]) => [
        name,
        count + b.tokens[name as keyof UsageRow['tokens']],
      ]);
      return {
        ...a,
        requests: a.requests === null || b.requests === null ? null : a.requests + b.requests,
        attempts: a.attempts + b.attempts,
        failedAttempts: a.failedAttempts + b.failedAttempts,
        tokens: Object.fromEntries(tokens) as UsageRow['tokens'],
        cost: a.cost + b.cost,
        costUnknown: a.costUnknown + b.costUnknown,
        estimated: a.estimated + b.estimated,
        suspect: a.suspect + b.suspect,
        saved: a.saved + b.saved,
      };
    };

    test('take writers of the same calls at once', async () => {
      const calls = fc.sample(randomCall, { numRuns: 200, seed: 2 });
      const batches = [0, 50, 100, 150].map((start) => calls.slice(start, start + 50));
      const both = [...batches, ...[...batches].reverse().map((batch) => [...batch].reverse())];
      await Promise.all(both.map((batch) => tables.write(batch)));
      expect(await source.getRepository(LlmRequest).count()).toBe(200);
      expect(await rollups.verify()).toEqual([]);
    });

    test('are made anew while others write', async () => {
      const calls = fc.sample(randomCall, { numRuns: 300, seed: 3 });
      const batches = Array.from({ length: 30 }, (_batch, index) =>
        calls.slice(index * 10, index * 10 + 10),
      );
      await tables.write(batches.shift()!);
      await Promise.all([
        ...batches.map((batch) => tables.write(batch)),
        rollups.rebuild(),
        rollups.rebuild(),
      ]);
      expect(await rollups.verify()).toEqual([]);
    });

    test('tell where they differ from the rows, and are made anew', async () => {
      await write(...['2026-11-22T14:05:00Z', '2026-11-23T14:05:00Z'].map(startedAt));
      await new LedgerTables(source).write([startedAt('2026-11-22T15:05:00Z')]);
      const differing = await rollups.verify({ to: new Date('2026-11-22T23:00:00Z') });
      expect(differing).toContainEqual({
        dimension: 'user',
        value: 'u1',
        period: 'hour',
        at: new Date('2026-11-22T15:00:00Z'),
        lacking: expect.objectContaining({ requests: 1, attempts: 1, cost: 930_000_000n }),
      });
      await source.query(
        `UPDATE llm_usage_days SET requests = requests + 1 WHERE dimension = 'key'`,
      );
      expect(await rollups.verify({ from: new Date('2026-11-23T00:00:00Z') })).toEqual([
        {
          dimension: 'key',
          value: 'team-search',
          period: 'day',
          at: new Date('2026-11-23T00:00:00Z'),
          lacking: { requests: -1 },
        },
      ]);
      await rollups.rebuild({ to: new Date('2026-11-22T01:00:00Z') });
      expect(await rollups.verify({ to: new Date('2026-11-22T01:00:00Z') })).toEqual([]);
      expect(await rollups.verify()).toHaveLength(1);
      await rollups.rebuild();
      expect(await rollups.verify()).toEqual([]);
    });
  });

  const startedAt = (time: string) => {
    const at = Date.parse(time);
    return settledCall({ startedAt: at, attempts: [madeAttempt({ startedAt: at })] });
  };

  describe('usage', () => {
    test('sees what was accepted a moment ago', async () => {
      const writer = new LedgerWriter(tables);
      writer.onEvent(settledCall());
      const { usage } = {
        usage: (query: UsageQuery) => new UsageLedger(source, writer).usage(query),
      };
      expect(await usage({ groupBy: ['model'] })).toMatchObject([{ requests: 1 }]);
    });

    test('groups by each dimension', async () => {
      await write(
        settledCall({
          caller: { ...settledCall().caller, team: 'ranking' },
          attempts: [madeAttempt({ serviceTier: 'flex', release: 'r1' })],
        }),
      );
      const expected: Record<string, string> = {
        model: 'openai/gpt-4.1-mini',
        provider: 'openai',
        requested_model: 'tier:cheap',
        key: 'team-search',
        tenant: 'acme',
        team: 'ranking',
        user: 'u1',
        door: 'http:chat-completions',
        operation: 'chat',
        status: 'succeeded',
        cache: 'miss',
        task: 'code',
        rule: 'night',
        rung: 'equal',
        'tag:team': 'search',
        kind: 'first',
        region: 'eu-central-1',
        credential: 'main',
        service_tier: 'flex',
        release: 'r1',
      };
      for (const [dimension, value] of Object.entries(expected)) {
        expect(await ledger.usage({ groupBy: [dimension as UsageDimension] })).toEqual([
          {
            dimensions: { [dimension]: value },
            requests: OF_TRIES.includes(dimension as UsageDimension) ? null : 1,
            attempts: 1,
            failedAttempts: 0,
            tokens: {
              input: 1_000,
              cacheRead: 500,
              cacheWrite: 20,
              cacheWriteLong: 0,
              inputAudio: 3,
              inputImage: 0,
              output: 200,
              reasoning: 100,
              outputAudio: 7,
              outputImage: 0,
            },
            cost: 930_000_000n,
            costUnknown: 0,
            estimated: 0,
            suspect: 0,
            saved: 0n,
          },
        ]);
      }
    });

    test('counts money where it was spent, and calls by who answered', async () => {
      await write(
        settledCall({
          servedModel: 'groq/llama',
          provider: 'groq',
          attempts: [
            madeAttempt({ status: 'timed_out', cost: 5n }),
            madeAttempt({ provider: 'groq', model: 'groq/llama', cost: 2n, kind: 'failover' }),
          ],
        }),
      );
      expect(await costs({ groupBy: ['provider'] })).toEqual([
        ['groq', 1, 2n],
        ['openai', 0, 5n],
      ]);
      expect(await costs({ groupBy: ['tenant', 'provider'] })).toEqual([
        ['acme', 'groq', 1, 2n],
        ['acme', 'openai', 0, 5n],
      ]);
      expect(await costs({ groupBy: ['kind', 'tenant'] })).toEqual([
        ['failover', 'acme', null, 2n],
        ['first', 'acme', null, 5n],
      ]);
      expect(await ledger.usage({})).toMatchObject([
        { dimensions: {}, requests: 1, attempts: 2, failedAttempts: 1, cost: 7n },
      ]);
    });

    test('counts a call under each of its tags', async () => {
      await write(
        costing(1n, { tags: { team: 'a', feature: 'x', 'it=s': '50%' } }),
        costing(2n, { tags: { team: 'a' } }),
        costing(4n, { tags: {} }),
      );
      expect(await costs({ groupBy: ['tag'] })).toEqual([
        ['feature=x', 1, 1n],
        ['it=s=50%', 1, 1n],
        ['team=a', 2, 3n],
        [null, 1, 4n],
      ]);
      expect(await costs({ groupBy: ['tag:it=s'] })).toEqual([
        ['50%', 1, 1n],
        [null, 2, 6n],
      ]);
      expect(await costs({ groupBy: ['tag:team', 'tag:feature'] })).toEqual([
        ['a', 'x', 1, 1n],
        ['a', null, 1, 2n],
        [null, null, 1, 4n],
      ]);
    });

    test('takes the name of a tag literally', async () => {
      const name = `x') OR 1=1; DROP TABLE llm_requests; -- "$.a.b" :from %`;
      await write(costing(1n, { tags: { [name]: 'yes' } }), costing(2n));
      for (const groupBy of [[`tag:${name}`], [`tag:${name}`, 'operation']] as UsageDimension[][]) {
        expect(await ledger.usage({ groupBy })).toMatchObject([
          { dimensions: { [`tag:${name}`]: 'yes' }, cost: 1n },
          { dimensions: { [`tag:${name}`]: null }, cost: 2n },
        ]);
      }
    });

    test('tells unknown costs from no cost', async () => {
      await write(costing(null), costing(0n), costing(3n));
      for (const groupBy of [['provider'], ['provider', 'key']] as UsageDimension[][]) {
        expect(await ledger.usage({ groupBy })).toMatchObject([
          { requests: 3, cost: 3n, costUnknown: 1 },
        ]);
      }
    });

    test('says what the cache saved', async () => {
      const { usage } = settledCall();
      const saved = { provider: 'groq', model: 'groq/llama', usage, cost: 7n };
      await write(settledCall({ cache: 'hit', attempts: [], saved }));
      for (const groupBy of [['cache'], ['cache', 'key']] as UsageDimension[][]) {
        expect(await ledger.usage({ groupBy })).toMatchObject([
          { dimensions: { cache: 'hit' }, requests: 1, attempts: 0, cost: 0n, saved: 7n },
        ]);
      }
    });

    test('adds up by spans of time in UTC', async () => {
      await write(
        ...['2026-11-22T23:59:59.999Z', '2026-11-23T00:00:00Z', '2026-12-01T14:00:00Z'].map(
          startedAt,
        ),
      );
      const buckets = async (bucket: UsageQuery['bucket'], ...groupBy: UsageDimension[]) =>
        (await ledger.usage({ groupBy, bucket })).map((row) => [row.bucket, row.requests]);
      for (const dimensions of [[], ['key'], ['key', 'model']] as UsageDimension[][]) {
        expect(await buckets('hour', ...dimensions)).toEqual([
          ['2026-11-22T23:00Z', 1],
          ['2026-11-23T00:00Z', 1],
          ['2026-12-01T14:00Z', 1],
        ]);
        expect(await buckets('day', ...dimensions)).toEqual([
          ['2026-11-22', 1],
          ['2026-11-23', 1],
          ['2026-12-01', 1],
        ]);
        expect(await buckets('week', ...dimensions)).toEqual([
          ['2026-11-16', 1],
          ['2026-11-23', 1],
          ['2026-11-30', 1],
        ]);
        expect(await buckets('month', ...dimensions)).toEqual([
          ['2026-11', 2],
          ['2026-12', 1],
        ]);
      }
    });

    test('chooses by time, from inclusive, to exclusive', async () => {
      await write(
        ...['2026-11-21T23:59:59.999Z', '2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z'].map(
          startedAt,
        ),
      );
      const range = {
        from: new Date('2026-11-22T00:00:00Z'),
        to: new Date('2026-11-23T00:00:00Z'),
      };
      for (const groupBy of [['key'], ['key', 'tag:team']] as UsageDimension[][]) {
        expect(await ledger.usage({ ...range, groupBy })).toMatchObject([{ requests: 1 }]);
      }
      expect(await ledger.usage({ ...range, to: range.from, groupBy: ['key'] })).toEqual([]);
    });

    test('chooses by values', async () => {
      await write(
        costing(1n, { tags: { team: 'a' } }),
        costing(2n, { tags: { team: 'b' }, status: 'failed' }),
        costing(4n, { tags: {}, caller: {} }),
      );
      const total = async (filter: UsageQuery['filter'], ...groupBy: UsageDimension[]) =>
        (await ledger.usage({ groupBy, filter })).reduce((sum, row) => sum + row.cost, 0n);
      for (const groupBy of [[], ['operation'], ['door', 'rule']] as UsageDimension[][]) {
        expect(await total({ 'tag:team': 'a' }, ...groupBy)).toBe(1n);
        expect(await total({ 'tag:team': ['a', 'b', "o'ther"] }, ...groupBy)).toBe(3n);
        expect(await total({ 'tag:team': null }, ...groupBy)).toBe(4n);
        expect(await total({ 'tag:team': ['b', null] }, ...groupBy)).toBe(6n);
        expect(await total({ 'tag:team': [] }, ...groupBy)).toBe(0n);
        expect(await total({ key: 'team-search', status: 'failed' }, ...groupBy)).toBe(2n);
        expect(await total({ key: null }, ...groupBy)).toBe(4n);
        expect(await total({ kind: 'first', user: 'u1' }, ...groupBy)).toBe(3n);
        expect(await total({ region: 'mars' }, ...groupBy)).toBe(0n);
      }
      expect(await costs({ groupBy: ['tag:team'], filter: { 'tag:team': ['a', null] } })).toEqual([
        ['a', 1, 1n],
        [null, 1, 4n],
      ]);
    });

    test('sums exactly, past what one integer column or a JavaScript number holds', async () => {
      const cost = fc.option(
        fc.bigInt({ min: -9_000_000_000_000_000n, max: 9_000_000_000_000_000_000n }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(cost, { minLength: 1, maxLength: 40 }), async (differing) => {
          await clear();
          await new LedgerTables(source).write(differing.map((it) => costing(it)));
          expect(await ledger.usage({ groupBy: ['provider', 'status'] })).toMatchObject([
            {
              cost: differing.reduce((sum: bigint, it) => sum + (it ?? 0n), 0n),
              costUnknown: differing.filter((it) => it === null).length,
            },
          ]);
        }),
        { numRuns: 20 },
      );
    });

    test('comes row by row, however long it is, while the ledger is written', async () => {
      const calls = Array.from({ length: 2_500 }, (_call, index) =>
        settledCall({ caller: { user: `u${String(index).padStart(4, '0')}` }, attempts: [] }),
      );
      await write(...calls);
      for (const groupBy of [['user'], ['user', 'key']] as UsageDimension[][]) {
        const users: (string | null | undefined)[] = [];
        for await (const { dimensions } of ledger.usageRows({ groupBy })) {
          if (users.length % 1_000 === 0) await write(settledCall({ caller: { user: 'x' } }));
          users.push(dimensions['user']);
        }
        expect(users.filter((user) => user !== 'x')).toEqual(
          calls.map(({ caller }) => caller.user),
        );
        for await (const row of ledger.usageRows({ groupBy })) {
          expect(row).toMatchObject({ requests: 1 });
          break;
        }
      }
      expect(await openAnswers()).toEqual([]);
    });

    const openAnswers = async () => {
      const tables = await source.query<{ name: string }[]>(
        source.options.type === 'postgres'
          ? 'SELECT name FROM pg_cursors'
          : 'SELECT name FROM temp.sqlite_master',
      );
      return tables.map(({ name }) => name).filter((name) => name.startsWith('llm_answer'));
    };

    test('names what is legal', async () => {
      const refused = (query: object) => expect(ledger.usage(query)).rejects.toMatchObject;
      for (const dimension of ['colour', 'tag:', 'constructor', '', 'day']) {
        await refused({ groupBy: [dimension] })({
          code: 'invalid_request',
          param: 'groupBy',
          message: `${JSON.stringify(dimension)} is not a dimension of usage. Legal: model, provider, kind, region, credential, release, service_tier, requested_model, key, tenant, team, user, door, operation, status, cache, task, rule, rung, tag, tag:<name>.`,
        });
      }
      await refused({ groupBy: ['key', 'user', 'tag', 'model', 'rule'] })({ param: 'groupBy' });
      await refused({ filter: { colour: 'red' } })({ param: 'filter' });
      await refused({ filter: { tag: 'team=a' } })({ param: 'filter' });
      await refused({ bucket: 'year' })({ param: 'bucket' });
      await refused({ to: new Date(NaN) })({ param: 'to' });
      await refused({ from: new Date(2), to: new Date(1) })({ param: 'from' });
    });
  });
});
