import fc from 'fast-check';
import type { CostParts } from '../contracts/model-price.js';
import {
  byTokenClass,
  NO_USAGE,
  TOKEN_CLASSES,
  type TokenClass,
  type TokenUsage,
} from '../contracts/token-usage.js';
import { costOf, partsOf, type RateSchedule } from './rate-schedule.js';
import { completeRates, type TokenRates } from './token-rates.js';

const perClass = <T>(value: fc.Arbitrary<T>) => fc.record(byTokenClass(() => value));
const usageOf = (counts: Partial<TokenUsage>): TokenUsage => ({ ...NO_USAGE, ...counts });
const usages = perClass(fc.nat(2_000_000)).map(usageOf);
const rates = perClass(fc.bigInt({ min: 0n, max: 10n ** 15n }));
const amount = fc.bigInt({ min: 0n, max: 10n ** 13n });

const flat = (it: TokenRates): RateSchedule => ({
  standard: [{ above: -1, rates: it }],
  serviceTiers: new Map(),
  request: 0n,
  image: 0n,
});
const plain = (input: bigint, output = input): RateSchedule =>
  flat(completeRates({ input, output }));

/** A second bracket whose rates are no lower than those of the first, as real ones are. */
const rising = fc
  .record({ low: rates, more: rates, above: fc.nat(3_000_000), request: amount, image: amount })
  .map(({ low, more, above, ...pieces }): RateSchedule => {
    const sums = TOKEN_CLASSES.map((it) => [it, low[it] + more[it]]);
    return {
      standard: [
        { above: -1, rates: low },
        { above, rates: Object.fromEntries(sums) as TokenRates },
      ],
      serviceTiers: new Map([['batch', [{ above: -1, rates: low }]]]),
      ...pieces,
    };
  });
const terms = fc.record({
  serviceTier: fc.constantFrom(undefined, 'batch', 'priority'),
  images: fc.nat(20),
});

const sumOf = (parts: CostParts) =>
  Object.values(parts).reduce((sum: bigint, part) => sum + part, 0n);

describe('costOf', () => {
  it('is the sum of the parts', () => {
    fc.assert(
      fc.property(rising, usages, terms, (schedule, usage, it) => {
        expect(costOf(schedule, usage, it)).toBe(sumOf(partsOf(schedule, usage, it)));
      }),
    );
  });

  it('never falls when a token or an image is added', () => {
    const added = fc.tuple(fc.constantFrom(...TOKEN_CLASSES), fc.integer({ min: 1, max: 10_000 }));
    fc.assert(
      fc.property(rising, usages, terms, added, (schedule, usage, it, [name, count]) => {
        const cost = costOf(schedule, usage, it);
        const more = { ...usage, [name]: usage[name] + count };
        expect(costOf(schedule, more, it) >= cost).toBe(true);
        expect(costOf(schedule, usage, { ...it, images: it.images + count }) >= cost).toBe(true);
      }),
    );
  });

  it('is nothing for no tokens, whatever the rates and the images', () => {
    fc.assert(
      fc.property(rising, terms, (schedule, it) => {
        expect(costOf(schedule, NO_USAGE, it)).toBe(0n);
        expect(sumOf(partsOf(schedule, NO_USAGE, it))).toBe(0n);
      }),
    );
  });

  it('is nothing at rates of nothing', () => {
    fc.assert(
      fc.property(usages, terms, (usage, it) => {
        expect(costOf(plain(0n), usage, it)).toBe(0n);
      }),
    );
  });

  it('is exact for absurdly many tokens', () => {
    const usage = usageOf({ input: 1e12, output: Number.MAX_SAFE_INTEGER });
    expect(costOf(plain(1_000_003n, 7_000_000n), usage, {})).toBe(
      1_000_003_000_000n + 7n * BigInt(Number.MAX_SAFE_INTEGER),
    );
    expect(costOf(plain(1_000_000n), usageOf({ input: 1e300 }), {})).toBe(BigInt(1e300));
  });

  it('is never a credit: what is no count costs nothing, a part of a token as much as a whole one', () => {
    const schedule = plain(1_000_000n);
    for (const count of [-1, -0.5, -Infinity, NaN, Infinity]) {
      for (const name of TOKEN_CLASSES) {
        expect(costOf(schedule, usageOf({ [name]: count }), {})).toBe(0n);
        expect(costOf(schedule, usageOf({ input: 7, output: 7, [name]: count }), {})).toBe(
          name === 'input' || name === 'output' ? 7n : 14n,
        );
      }
      const images = { ...schedule, image: 9n };
      expect(costOf(images, usageOf({ input: 1 }), { images: count })).toBe(1n);
    }
    expect(costOf(schedule, usageOf({ input: 1.2, output: 0.1 }), {})).toBe(3n);
  });
});

describe('partsOf', () => {
  it('rounds each class half up on its own', () => {
    // Half a pico-dollar a token.
    const usage = usageOf({ input: 1, cacheRead: 1, cacheWrite: 1, cacheWriteLong: 3, output: 2 });
    expect(partsOf(plain(500_000n), usage, {})).toEqual({
      input: 1n,
      cacheRead: 1n,
      cacheWrite: 3n,
      output: 1n,
      reasoning: 0n,
      audio: 0n,
      image: 0n,
      request: 0n,
    });
    expect(costOf(plain(499_999n), usageOf({ input: 1, output: 1 }), {})).toBe(0n);
  });

  it('tells what every class was spent on, the request and the images', () => {
    const digits = TOKEN_CLASSES.map((name, index) => [name, 10n ** BigInt(index) * 1_000_000n]);
    const schedule = {
      ...flat(Object.fromEntries(digits) as TokenRates),
      request: 70n,
      image: 5n * 10n ** 10n,
    };
    const usage = usageOf(Object.fromEntries(TOKEN_CLASSES.map((it) => [it, 1])));
    const price = (name: TokenClass) => 10n ** BigInt(TOKEN_CLASSES.indexOf(name));
    expect(partsOf(schedule, usage, { images: 2 })).toEqual({
      input: price('input'),
      cacheRead: price('cacheRead'),
      cacheWrite: price('cacheWrite') + price('cacheWriteLong'),
      output: price('output'),
      reasoning: price('reasoning'),
      audio: price('inputAudio') + price('outputAudio'),
      image: price('inputImage') + price('outputImage') + 10n ** 11n,
      request: 70n,
    });
  });

  it.each<TokenClass>([
    'input',
    'cacheRead',
    'cacheWrite',
    'cacheWriteLong',
    'inputAudio',
    'inputImage',
  ])('counts %s in the input that decides on the bracket, for all tokens of the call', (name) => {
    const dear = completeRates({ input: 2_000_000n, output: 2_000_000n });
    const base = plain(1_000_000n);
    const schedule: RateSchedule = {
      ...base,
      standard: [base.standard[0], { above: 200, rates: dear }],
    };
    const cost = (count: number) =>
      costOf(schedule, usageOf({ input: 100, [name]: count, output: 1 }), {});
    const others = name === 'input' ? 0 : 100;
    expect(cost(200 - others)).toBe(201n);
    expect(cost(201 - others)).toBe(404n);
  });

  it('bills a service tier at rates of its own, and one without as the standard one', () => {
    const schedule = {
      ...plain(2_000_000n),
      request: 5n,
      serviceTiers: new Map([['batch', plain(1_000_000n).standard]]),
    };
    const usage = usageOf({ input: 3 });
    expect(costOf(schedule, usage, { serviceTier: 'batch' })).toBe(8n);
    for (const serviceTier of [undefined, 'default', 'priority', 'constructor']) {
      expect(costOf(schedule, usage, serviceTier === undefined ? {} : { serviceTier })).toBe(11n);
    }
  });
});
