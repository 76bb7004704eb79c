import type { DatedRates, DeclaredRates } from '../contracts/model-facts.js';
import { NO_USAGE, type TokenUsage } from '../contracts/token-usage.js';
import { formatUsd } from '../foundation/pico-dollars.js';
import { declaredPrice } from './declared-price.js';
import { HandClock } from './directory.fixture.js';

const clock = new HandClock('2026-07-15T12:00:00Z');
const priced = (rates: unknown) => declaredPrice(rates as DeclaredRates, 'prices["a/b"]', clock);
const usageOf = (counts: Partial<TokenUsage>): TokenUsage => ({ ...NO_USAGE, ...counts });
const free = { input: 0, output: 0 };

describe('declaredPrice', () => {
  it('bills at the configured rates, exactly', () => {
    const price = priced({ input: '0.075', output: 0.3, cacheRead: 0.01875 });
    expect(price.version).toBe('options');
    expect(price.inputUsdPerMillion).toBe(0.075);
    expect(price.outputUsdPerMillion).toBe(0.3);
    const usage = usageOf({ input: 3, cacheRead: 4, cacheWrite: 1, output: 2, reasoning: 1 });
    expect(formatUsd(price.costOf(usage))).toBe('0.000001275');
  });

  it('takes 0 as free', () => {
    expect(priced(free).costOf(usageOf({ input: 9 }))).toBe(0n);
  });

  it('rounds each class half up, so that the parts sum', () => {
    const price = priced({ input: '0.0000005', output: '0.0000005' });
    expect(price.costOf(usageOf({ input: 1 }))).toBe(1n);
    expect(price.costOf(usageOf({ input: 3 }))).toBe(2n);
    expect(price.costOf(usageOf({ input: 1, output: 1 }))).toBe(2n);
    expect(price.partsOf(usageOf({ input: 1, output: 1 }))).toMatchObject({
      input: 1n,
      output: 1n,
    });
  });

  it('reads brackets in any order, also those of a service tier', () => {
    const rate = (usd: number, inputTokens: number) => ({ input: usd, output: usd, inputTokens });
    const price = priced({
      input: 1,
      output: 1,
      above: [rate(4, 400), rate(2, 100)],
      serviceTiers: { batch: { input: 0.5, output: 0.5, above: [rate(3, 100)] } },
    });
    const cost = (input: number, serviceTier?: string) =>
      price.costOf(usageOf({ input }), serviceTier === undefined ? {} : { serviceTier });
    expect([100, 101, 400, 401].map((it) => cost(it) / BigInt(it))).toEqual([
      1_000_000n,
      2_000_000n,
      2_000_000n,
      4_000_000n,
    ]);
    expect([100, 101].map((it) => cost(it, 'batch') / BigInt(it))).toEqual([500_000n, 3_000_000n]);
  });

  it('adds what a request and an image cost', () => {
    const price = priced({ ...free, request: '0.005', image: 0.001 });
    const cost = price.costOf(usageOf({ input: 1 }), { images: 3 });
    expect(formatUsd(cost)).toBe('0.008');
    expect(price.costOf(NO_USAGE, { images: 3 })).toBe(0n);
  });

  it('bills a call by the rates of its own time, and tells those of now', () => {
    const moving = new HandClock('2026-06-30T23:59:59.999Z');
    const list: readonly DatedRates[] = [
      { from: '2026-07-01', input: 2, output: 2 },
      { input: 1, output: 1 },
      { from: '2026-08-01T12:30Z', input: 3, output: 3 },
    ];
    const price = declaredPrice(list, 'p', moving);
    const usage = usageOf({ input: 1 });
    const times = ['1970-01-01', '2026-06-30T23:59:59.999Z', '2026-07-01', '2026-08-01T12:29:59Z'];
    const costs = [...times, '2026-08-01T12:30:00Z'].map((time) =>
      price.costOf(usage, { at: Date.parse(time) }),
    );
    expect(costs).toEqual([1_000_000n, 1_000_000n, 2_000_000n, 2_000_000n, 3_000_000n]);
    expect(price.costOf(usage)).toBe(1_000_000n);
    expect(price.inputUsdPerMillion).toBe(1);
    moving.time = '2026-07-01T00:00:00Z';
    expect(price.costOf(usage)).toBe(2_000_000n);
    expect([price.inputUsdPerMillion, price.outputUsdPerMillion]).toEqual([2, 2]);
  });
});

const USD = 'US dollars per million tokens, 0 or more, with at most 12 decimal places.';

describe('a price that is none', () => {
  it.each<[unknown, string]>([
    [{ input: 1, output: -1 }, `.output: -1 is not legal. Legal: ${USD}`],
    [{ input: NaN, output: 1 }, `.input: NaN is not legal. Legal: ${USD}`],
    [{ input: 1, output: Infinity }, '.output: Infinity is not legal.'],
    [{ input: 1, output: '1e3' }, '.output: "1e3" is not legal.'],
    [{ input: 1, output: 1e-13 }, '.output: 1e-13 is not legal.'],
    [{ input: 1, output: ['1'] }, '.output: what is written here is not legal.'],
    [{ input: 1, output: null }, `.output: missing. Legal: ${USD}`],
    [{ input: 1 }, `.output: missing. Legal: ${USD}`],
    [{ ...free, cachedRead: 1 }, '.cachedRead: there is no such field. Did you mean cacheRead?'],
    [{ ...free, from: '2026-07-01' }, '.from: there is no such field.'],
    [{ ...free, request: -1 }, '.request: -1 is not legal. Legal: US dollars, 0 or more,'],
    [{ ...free, image: '$1' }, '.image: "$1" is not legal. Legal: US dollars, 0 or more,'],
    ['0.5', ': "0.5" is not legal. Legal: rates, or a list of rates by date.'],
    [null, ': missing. Legal: rates, or a list of rates by date.'],
    [{ ...free, above: free }, '.above: what is written here is not legal. Legal: a list'],
    [
      { ...free, above: [{ ...free, inputTokens: 1.5 }] },
      '.above[0].inputTokens: 1.5 is not legal. Legal: a whole number of tokens, 0 or more.',
    ],
    [{ ...free, above: [free] }, '.above[0].inputTokens: missing. Legal: a whole number of tokens'],
    [{ ...free, above: [{ inputTokens: 1, input: 1 }] }, '.above[0].output: missing.'],
    [
      { ...free, above: [1, 2, 1].map((inputTokens) => ({ ...free, inputTokens })) },
      '.above[2].inputTokens: 1 is not legal. Legal: a number of tokens that no other entry has.',
    ],
    [{ ...free, serviceTiers: { batch: { input: 1 } } }, '.serviceTiers.batch.output: missing.'],
    [
      { ...free, serviceTiers: { batch: { ...free, request: 1 } } },
      '.serviceTiers.batch.request: there is no such field.',
    ],
    [{ ...free, serviceTiers: [] }, '.serviceTiers: what is written here is not legal.'],
    [
      { ...free, serviceTiers: { '': free } },
      '.serviceTiers: "" is not legal. Legal: names of 1 to 100 characters.',
    ],
    [
      [free, { ...free, from: '2026-07-01', above: [{ ...free, inputTokens: -3 }] }],
      '[1].above[0].inputTokens: -3 is not legal. Legal: a whole number of tokens, 0 or more.',
    ],
    ...['2026-02-30', '2026-7-1', '2026-07-01T12:00', '2026-07-01T24:00Z', 'July', 5].map(
      (from): [unknown, string] => [
        [free, { ...free, from }],
        `[1].from: ${JSON.stringify(from)} is not legal. Legal: an ISO 8601 date or time in UTC, e.g. "2026-07-01" or "2026-07-01T12:00Z".`,
      ],
    ),
    [
      [free, { ...free, from: '2026-07-01' }, { ...free, from: '2026-07-01T00:00:00Z' }],
      '[2].from: "2026-07-01T00:00:00Z" is not legal. Legal: a moment that no other entry has.',
    ],
    [[free, free], '[1].from: missing. Legal: a moment that no other entry has.'],
    [
      [{ ...free, from: '2026-07-01' }],
      ': what is written here is not legal. Legal: a list in which one entry has no `from`: its rates hold until the first date.',
    ],
    [[], ': what is written here is not legal. Legal: a list in which one entry has no `from`'],
    [['0.5'], '[0]: "0.5" is not legal. Legal: rates: at least input and output.'],
  ])('%j is refused, and the message says where and why', (rates, message) => {
    expect(() => priced(rates)).toThrow(`prices["a/b"]${message}`);
    expect(() => priced(rates)).toThrow(expect.objectContaining({ code: 'configuration' }));
  });
});
