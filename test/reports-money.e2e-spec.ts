import { Test, type TestingModule } from '@nestjs/testing';
import fc from 'fast-check';
import {
  type AttemptRecord,
  type CallSettled,
  type Clock,
  formatUsd,
  LlmRouterModule,
  ModelDirectory,
  openaiCompatible,
  UnknownModelError,
} from 'nestjs-llm-router';
import {
  type InvoiceLine,
  LlmAttempt,
  LlmRequest,
  readInvoice,
  type UsageLedger,
} from 'nestjs-llm-router/typeorm';
import { type OpenLedger, openLedger } from './support/open-ledger.js';
import { randomCall } from './support/random-calls.js';
import { DATABASES, testWhere } from './support/scratch-databases.js';
import { madeAttempt, settledCall } from './support/settled-calls.js';

jest.setTimeout(60_000);

const USD = 1_000_000_000_000n;
const HOUR_MS = 3_600_000;
const NO_USAGE = {
  ...settledCall().usage,
  ...{
    input: 0,
    cacheRead: 0,
    cacheWrite: 0,
    inputAudio: 0,
    output: 0,
    reasoning: 0,
    outputAudio: 0,
  },
};

describe.each(DATABASES)('reports about money on %s', (_, scratch) => {
  let opened: OpenLedger | undefined;
  let ledger: UsageLedger;

  beforeAll(async () => {
    opened = await openLedger(scratch);
    if (opened !== undefined) ({ ledger } = opened);
  });
  beforeEach(() => opened?.clear());
  afterAll(() => opened?.close());

  const test = testWhere(() => opened !== undefined);

  const write = (...calls: CallSettled[]) => opened!.tables.write(calls);

  /** A call at a time, with one try. */
  const callAt = (time: string | number, attempt: Partial<AttemptRecord> = {}, call = {}) => {
    const startedAt = typeof time === 'number' ? time : Date.parse(time);
    return settledCall({ startedAt, ...call, attempts: [madeAttempt({ startedAt, ...attempt })] });
  };

  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const november = { from: day('2026-11-01'), to: day('2026-12-01') };

  describe('topMovers', () => {
    const key = (keyId: string) => ({ caller: { keyId } });

    test('names whose cost rose or fell most, with those that came and went', async () => {
      await write(
        callAt('2026-11-01T12:00:00Z', { cost: 10n }, key('steady')),
        callAt('2026-11-01T12:00:00Z', { cost: 8n }, key('gone')),
        callAt('2026-11-01T12:00:00Z', { cost: 2n }, key('riser')),
        callAt('2026-11-02T12:00:00Z', { cost: 10n }, key('steady')),
        callAt('2026-11-02T12:00:00Z', { cost: 5n }, key('riser')),
        callAt('2026-11-02T12:00:00Z', { cost: 1n }, key('new')),
        callAt('2026-11-02T23:59:00Z', { cost: 100n }, key('later')),
      );
      const range = { from: day('2026-11-02'), to: new Date('2026-11-02T23:00:00Z') };
      const against = { from: new Date('2026-11-01T01:00:00Z'), to: day('2026-11-02') };
      expect(await ledger.topMovers({ dimension: 'key', ...range })).toEqual({
        against,
        total: {
          cost: 16n,
          costBefore: 20n,
          change: -4n,
          ratio: -0.2,
          requests: 3,
          requestsBefore: 3,
        },
        movers: [
          expect.objectContaining({ value: 'gone', cost: 0n, change: -8n, ratio: -1, requests: 0 }),
          expect.objectContaining({ value: 'riser', costBefore: 2n, change: 3n, ratio: 1.5 }),
          expect.objectContaining({ value: 'new', change: 1n, ratio: null, requestsBefore: 0 }),
        ],
      });
      const first = await ledger.topMovers({
        dimension: 'region',
        from: day('2026-11-02'),
        to: day('2026-11-03'),
        against: { from: day('2026-10-01'), to: day('2026-11-01') },
        filter: { key: 'riser' },
        limit: 1,
      });
      expect(first.movers).toEqual([
        expect.objectContaining({ value: 'eu-central-1', change: 5n, requests: null }),
      ]);
    });

    test('refuse what is illegal', async () => {
      const query = { dimension: 'key', ...november } as const;
      for (const [more, param] of [
        [{ limit: 0 }, 'limit'],
        [{ dimension: 'colour' as 'key' }, 'groupBy'],
        [{ from: new Date(NaN) }, 'from'],
        [{ against: { from: day('2026-11-02'), to: day('2026-11-01') } }, 'from'],
      ] as const) {
        await expect(ledger.topMovers({ ...query, ...more })).rejects.toMatchObject({ param });
      }
    });
  });

  describe('forecast', () => {
    /** 3 dollars on weekdays, 1 on days of the weekend, until Saturday 2026-11-21 at 9:00. */
    const days = () => {
      const calls: CallSettled[] = [];
      const last = Date.parse('2026-11-21T09:00:00Z');
      for (let at = Date.parse('2026-10-10T09:00:00Z'); at <= last; at += 24 * HOUR_MS) {
        const cost = new Date(at).getUTCDay() % 6 === 0 ? USD : 3n * USD;
        calls.push(callAt(at, { cost }), callAt(at, { cost: 1n }, { caller: { tenant: 'other' } }));
      }
      return calls;
    };

    test('takes what is spent until then, and goes on by weekdays', async () => {
      await write(...days(), callAt('2026-11-21T10:00:00Z', { cost: 1_000n * USD }));
      const query = { filter: { tenant: 'acme' }, asOf: new Date('2026-11-21T09:30:00Z') };
      // 51 dollars in 21 days; of a Saturday 14.5 hours are left, and 9 days of 21 dollars.
      const expected = 72n * USD + (145n * USD) / 240n;
      const forecast = await ledger.forecast(query);
      expect({ ...forecast, expected: near(forecast.expected), low: 0n, high: 0n }).toEqual({
        month: '2026-11',
        asOf: query.asOf,
        spent: 51n * USD,
        expected: near(expected),
        low: 0n,
        high: 0n,
        method: 'mean of weekdays',
        days: 28,
      });
      expect([near(forecast.low), near(forecast.high)]).toEqual([near(expected), near(expected)]);
      expect(await ledger.forecast({ ...query, month: '2026-10' })).toMatchObject({
        spent: 52n * USD,
        expected: 52n * USD,
      });
      const { expected: december } = await ledger.forecast({ ...query, month: '2026-12' });
      expect(near(december)).toBe(near(77n * USD));
    });

    /** To a billionth of a dollar: means are floats. */
    const near = (amount: bigint | null) => (amount ?? 0n) / 1_000n;

    test('asks the clock, and begins with the first day of use', async () => {
      const now = Date.parse('2026-11-21T09:30:00Z');
      const clock = { now: () => now } as Clock;
      await write(
        callAt('2026-11-18T09:00:00Z', { cost: 4n }),
        callAt('2026-11-20T09:00:00Z', { cost: 2n }),
      );
      expect(await opened!.with(undefined, clock).forecast()).toMatchObject({
        asOf: new Date(now),
        spent: 6n,
        method: 'mean of days',
        days: 3,
      });
      await expect(ledger.forecast({ month: '2026-13' })).rejects.toMatchObject({ param: 'month' });
      await expect(ledger.forecast({ asOf: new Date(NaN) })).rejects.toMatchObject({
        param: 'asOf',
      });
      await expect(ledger.forecast({ filter: { colour: 'red' } as object })).rejects.toMatchObject({
        param: 'filter',
      });
    });
  });

  describe('whatIf', () => {
    let module: TestingModule;
    let priced: UsageLedger;

    beforeAll(async () => {
      const prices = [
        { id: 'cheap', price: { input: 1, output: 2, request: '0.5' } },
        {
          id: 'dated',
          price: [
            { input: 1, output: 1 },
            { from: '2026-11-15', input: 2, output: 2, cacheRead: 0 },
          ],
        },
        {
          id: 'long',
          price: { input: 1, output: 1, above: [{ inputTokens: 1_000, input: 3, output: 3 }] },
        },
        { id: 'unpriced' },
      ];
      module = await Test.createTestingModule({
        imports: [
          LlmRouterModule.forRoot({
            providers: [
              openaiCompatible({ id: 'sim', baseUrl: 'http://127.0.0.1:9/v1', models: prices }),
            ],
            tiers: { both: ['sim/cheap', 'sim/dated'] },
          }),
        ],
      }).compile();
      if (opened !== undefined) priced = opened.with(module.get(ModelDirectory));
    });
    afterAll(() => module?.close());

    const usage = { ...NO_USAGE, input: 1_000, cacheRead: 500, output: 100, reasoning: 10 };

    test('prices the same tokens at the rates of their time', async () => {
      await write(
        callAt('2026-11-14T23:00:00Z', { usage, cost: 7n * USD }),
        callAt('2026-11-15T00:00:00Z', { usage: { ...usage, estimated: true }, cost: 3n * USD }),
        callAt('2026-11-15T01:00:00Z', { usage: NO_USAGE, cost: 0n, status: 'failed' }),
        callAt('2026-11-16T00:00:00Z', { usage, cost: 3n * USD }, { caller: { tenant: 'other' } }),
        settledCall({
          startedAt: Date.parse('2026-11-16T00:00:00Z'),
          cache: 'hit',
          attempts: [],
          saved: { model: 'a/b', provider: 'a', usage, cost: USD },
        }),
      );
      const filter = { tenant: 'acme' };
      const models = ['tier:both', 'sim/long', 'sim/unpriced'];
      const found = await priced.whatIf({ ...november, filter, models });
      const micro = 1_000_000n;
      expect(found).toEqual({
        attempts: 2,
        actual: { cost: 10n * USD, costUnknown: 0, estimated: 1 },
        alternatives: [
          {
            model: 'sim/cheap',
            cost: 2n * (1_720n * micro + USD / 2n),
            difference: 2n * (1_720n * micro + USD / 2n) - 10n * USD,
            priceVersion: 'options',
          },
          expect.objectContaining({ model: 'sim/dated', cost: 1_610n * micro + 2_220n * micro }),
          expect.objectContaining({ model: 'sim/long', cost: 2n * 4_830n * micro }),
          { model: 'sim/unpriced', cost: null, difference: null, priceVersion: null },
        ],
      });
    });

    test('counts corrections as money that was spent, and knows what it does not know', async () => {
      const call = callAt('2026-11-14T23:00:00Z', { usage, cost: null });
      await write(call, callAt('2026-11-14T23:00:00Z', { usage, cost: 5n }));
      const [attempt] = await opened!.source
        .getRepository(LlmAttempt)
        .findBy({ requestId: call.id });
      const request = await opened!.source
        .getRepository(LlmRequest)
        .findOneByOrFail({ id: call.id });
      const correction = { ...attempt!, id: 'c', kind: 'correction' as const, cost: -2n };
      await opened!.tables.add({
        requests: [],
        attempts: [correction],
        calls: new Map([[call.id, request]]),
      });
      expect(await priced.whatIf({ models: ['sim/cheap'] })).toMatchObject({
        attempts: 2,
        actual: { cost: 3n, costUnknown: 1 },
        alternatives: [{ cost: expect.any(BigInt), difference: null }],
      });
    });

    test('reads more than a page, each try once', async () => {
      const calls = Array.from({ length: 4_321 }, (_, index) =>
        callAt(Date.parse('2026-11-14T00:00:00Z') + (index % 7), { usage, cost: 1n }),
      );
      await write(...calls);
      expect(await priced.whatIf({ ...november, models: ['sim/dated'] })).toMatchObject({
        attempts: 4_321,
        actual: { cost: 4_321n },
        alternatives: [{ cost: 4_321n * 1_610n * 1_000_000n }],
      });
    });

    test('refuses unknown models, too many, and a ledger without prices', async () => {
      await expect(priced.whatIf({ models: ['sim/chaep'] })).rejects.toBeInstanceOf(
        UnknownModelError,
      );
      await expect(priced.whatIf({ models: [] })).rejects.toMatchObject({ param: 'models' });
      await expect(ledger.whatIf({ models: ['sim/cheap'] })).rejects.toMatchObject({
        code: 'configuration',
      });
    });
  });

  describe('reconcile', () => {
    /** 24 calls a day for three days, an hour apart, of 1 to 24 cents. */
    const hourly = (model: string, differing: Partial<AttemptRecord> = {}) =>
      Array.from({ length: 72 }, (_, hour) =>
        callAt(day('2026-11-10').getTime() + hour * HOUR_MS, {
          provider: 'openai',
          model: `openai/${model}`,
          servedModel: `${model}-2025-04-14`,
          cost: (USD * BigInt((hour % 24) + 1)) / 100n,
          ...differing,
        }),
      );
    const DAY_COST = 3;
    const range = { provider: 'openai', from: day('2026-11-10'), to: day('2026-11-13') };
    const days = ['2026-11-10', '2026-11-11', '2026-11-12'];
    const lines = (model: string, amount: string | number = DAY_COST): InvoiceLine[] =>
      days.map((it) => ({ day: it, model, amount }));

    test('finds nothing where there is nothing', async () => {
      await write(...hourly('gpt-4.1'), callAt('2026-11-10T00:00:00Z', { provider: 'groq' }));
      const found = await ledger.reconcile({ ...range, invoice: lines('gpt-4.1') });
      expect(found).toMatchObject({
        invoiced: 9n * USD,
        ledger: 9n * USD,
        difference: 0n,
        hoursAhead: 0,
        models: [{ invoice: 'gpt-4.1', ledger: ['gpt-4.1'], by: 'name' }],
        causes: [],
      });
      expect(found.lines).toHaveLength(3);
      const whole = await ledger.reconcile({ ...range, invoice: [{ amount: '9.00' }] });
      expect(whole.lines).toEqual([
        {
          day: null,
          model: null,
          invoiced: 9n * USD,
          ledger: 9n * USD,
          difference: 0n,
          explanations: [],
        },
      ]);
    });

    test('reads an export, and names each cause of what differs', async () => {
      const at = (hour: number) => `2026-11-10T${hour}:30:00Z`;
      await write(
        ...hourly('gpt-4.1'),
        callAt(at(10), { provider: 'openai', model: 'openai/new', cost: null }),
        callAt(at(11), { provider: 'openai', model: 'openai/o3', cost: USD }),
      );
      const csv = [
        'Date,Model,Spend ($)',
        ...days.map((it) => `${it},gpt-4.1-2025-04-14,${it === days[0] ? '3.001' : '3.0'}`),
        `${days[0]},new,0.7`,
        `${days[1]},davinci,12`,
      ].join('\n');
      const columns = { day: 'Date', model: 'Model', amount: 'Spend ($)' };
      const found = await ledger.reconcile({ ...range, invoice: readInvoice(csv, columns) });
      expect(found).toMatchObject({
        invoiced: (21_701n * USD) / 1_000n,
        ledger: 10n * USD,
        models: [
          { invoice: 'gpt-4.1-2025-04-14', by: 'served model' },
          { invoice: 'new', by: 'name' },
        ],
      });
      expect(Object.fromEntries(found.causes.map(({ cause, amount }) => [cause, amount]))).toEqual({
        'unknown price': (7n * USD) / 10n,
        'not in the ledger': 12n * USD + USD / 1_000n,
        'not on the invoice': -USD,
      });
    });

    test('sees that the days of an invoice begin elsewhere', async () => {
      await write(...hourly('gpt-4.1'));
      const ahead = 9;
      const calls = await opened!.source.getRepository(LlmAttempt).find();
      const costs = new Map<string, bigint>();
      for (const { startedAt, cost } of calls) {
        const there = new Date(startedAt.getTime() + ahead * HOUR_MS).toISOString().slice(0, 10);
        costs.set(there, (costs.get(there) ?? 0n) + (cost ?? 0n));
      }
      const invoice = days.map((it) => ({
        day: it,
        model: 'gpt-4.1',
        amount: formatUsd(costs.get(it) ?? 0n),
      }));
      const found = await ledger.reconcile({ ...range, invoice });
      expect(found.hoursAhead).toBe(ahead);
      expect(found.causes).toEqual([{ cause: 'time zone', amount: found.difference }]);
    });

    test('accounts for every pico-dollar, whatever is on the invoice', async () => {
      const line = fc.record({
        day: fc.constantFrom('2026-11-30', '2026-12-01', '2026-12-02'),
        model: fc.constantFrom('gpt-4.1-mini', 'llama-3.3-70b-versatile', 'other'),
        amount: fc.integer({ min: -100, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(2)),
        tokens: fc.option(fc.nat(1_000_000_000), { nil: undefined }),
      });
      const provider = fc.constantFrom('openai', 'groq');
      await fc.assert(
        fc.asyncProperty(
          fc.array(line),
          fc.array(randomCall),
          provider,
          async (invoice, calls, id) => {
            await opened!.clear();
            await write(...calls);
            const span = { from: day('2026-11-30'), to: day('2026-12-03') };
            const found = await ledger.reconcile({ provider: id, ...span, invoice });
            const total = (amounts: readonly { readonly amount: bigint }[]) =>
              amounts.reduce((sum, it) => sum + it.amount, 0n);
            for (const it of found.lines) {
              expect(total(it.explanations)).toBe(it.difference);
              expect(it.invoiced - it.ledger).toBe(it.difference);
            }
            expect(total(found.causes)).toBe(found.difference);
            const [all] = await ledger.usage({ ...span, filter: { provider: id } });
            expect(found.ledger).toBe(all?.cost ?? 0n);
            expect(found.invoiced - found.ledger).toBe(found.difference);
          },
        ),
        { numRuns: 20 },
      );
    });

    test('refuses what is illegal', async () => {
      const line = { day: '2026-11-10', model: 'm', amount: '1' };
      for (const [query, param] of [
        [{ ...range, to: new Date('2026-11-12T10:00:00Z') }, 'to'],
        [{ ...range, from: new Date(NaN) }, 'from'],
        [{ ...range, to: day('2026-11-01') }, 'from'],
        [{ ...range, invoice: [line, { ...line, day: '2026-11-13' }] }, 'invoice[1]'],
      ] as const) {
        await expect(ledger.reconcile({ invoice: [line], ...query })).rejects.toMatchObject({
          code: 'invalid_request',
          param,
        });
      }
    });
  });
});
