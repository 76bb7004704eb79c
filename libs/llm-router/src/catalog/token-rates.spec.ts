import fc from 'fast-check';
import { NO_USAGE, type TokenUsage } from '../contracts/token-usage.js';
import { completeRates, costOf, type RateSchedule, type TokenClass } from './token-rates.js';

const CLASSES: readonly TokenClass[] = [
  'input',
  'cacheRead',
  'cacheWrite',
  'inputAudio',
  'output',
  'reasoning',
  'outputAudio',
];

const perClass = <T>(value: fc.Arbitrary<T>) =>
  fc.record(
    Object.fromEntries(CLASSES.map((it) => [it, value])) as Record<TokenClass, typeof value>,
  );
const usages = perClass(fc.nat(2_000_000)).map((it): TokenUsage => ({ ...it, estimated: false }));
const rates = perClass(fc.bigInt({ min: 0n, max: 10n ** 15n }));
const flat = rates.map((it): RateSchedule => ({
  brackets: [{ above: -1, rates: it }],
  perCall: 0n,
}));

describe('costOf', () => {
  it('is the sum of its classes, exact to half a pico-dollar', () => {
    fc.assert(
      fc.property(usages, rates, (usage, it) => {
        const exact = CLASSES.reduce((sum, name) => sum + BigInt(usage[name]) * it[name], 0n);
        const cost = costOf({ brackets: [{ above: -1, rates: it }], perCall: 0n }, usage);
        const error = cost * 1_000_000n - exact;
        expect(error > -500_000n && error <= 500_000n).toBe(true);
      }),
    );
  });

  it('is nothing for no tokens, whatever the rates', () => {
    fc.assert(
      fc.property(flat, fc.bigInt({ min: 0n, max: 10n ** 12n }), (schedule, perCall) => {
        expect(costOf({ ...schedule, perCall }, NO_USAGE)).toBe(0n);
      }),
    );
  });

  it('never falls when a token is added', () => {
    fc.assert(
      fc.property(flat, usages, fc.constantFrom(...CLASSES), (schedule, usage, name) => {
        const more = { ...usage, [name]: usage[name] + 1 };
        expect(costOf(schedule, more) >= costOf(schedule, usage)).toBe(true);
      }),
    );
  });

  it('takes the bracket of the whole input for all tokens, once it is above the start', () => {
    const rate = (usd: bigint) => completeRates({ input: usd, output: usd });
    const schedule: RateSchedule = {
      brackets: [
        { above: -1, rates: rate(1_000_000n) },
        { above: 200, rates: rate(2_000_000n) },
      ],
      perCall: 0n,
    };
    expect(costOf(schedule, { ...NO_USAGE, input: 100, cacheRead: 100, output: 1 })).toBe(201n);
    expect(costOf(schedule, { ...NO_USAGE, input: 100, cacheRead: 101, output: 1 })).toBe(404n);
  });

  it('adds what an answered call costs beside its tokens', () => {
    const schedule: RateSchedule = {
      brackets: [{ above: -1, rates: completeRates({ input: 1_000_000n, output: 0n }) }],
      perCall: 5_000_000_000n,
    };
    expect(costOf(schedule, { ...NO_USAGE, input: 7 })).toBe(5_000_000_007n);
  });
});

describe('completeRates', () => {
  it('prices a class without a rate as its parent', () => {
    expect(completeRates({ input: 4n, output: 16n, cacheRead: 1n })).toEqual({
      input: 4n,
      cacheRead: 1n,
      cacheWrite: 4n,
      inputAudio: 4n,
      output: 16n,
      reasoning: 16n,
      outputAudio: 16n,
    });
  });
});
