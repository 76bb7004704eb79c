import fc from 'fast-check';
import type { BracketedRates, DatedRates, TokenClassRates } from '../contracts/model-facts.js';
import type { BillingTerms, CostParts } from '../contracts/model-price.js';
import { NO_USAGE, type TokenClass, type TokenUsage } from '../contracts/token-usage.js';
import { declaredPrice } from './declared-price.js';
import { HandClock } from './directory.fixture.js';

/**
 * Costs are reckoned here a second time, from the words of the documentation and in plain fractions: nothing below the price's
 * own door is used.
 */
interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

function fraction(usd: number | string): Fraction {
  const [whole = '', places = ''] = String(usd).split('.');
  return { top: BigInt(whole + places), bottom: 10n ** BigInt(places.length) };
}

const times = (a: Fraction, count: number): Fraction => ({ ...a, top: a.top * BigInt(count) });

/** US dollars per `units` in pico-dollars, half up: the floor of x + 1/2. */
function pico({ top, bottom }: Fraction, units: bigint): bigint {
  return (2n * top * 10n ** 12n + bottom * units) / (2n * bottom * units);
}

const PARENTS: Readonly<Record<Exclude<TokenClass, 'input' | 'output'>, TokenClass>> = {
  cacheRead: 'input',
  cacheWrite: 'input',
  cacheWriteLong: 'cacheWrite',
  inputAudio: 'input',
  inputImage: 'input',
  reasoning: 'output',
  outputAudio: 'output',
  outputImage: 'output',
};

function rateOf(rates: TokenClassRates, name: TokenClass): number | string {
  return rates[name] ?? rateOf(rates, PARENTS[name as keyof typeof PARENTS]);
}

const PROMPT = ['input', 'cacheRead', 'cacheWrite', 'cacheWriteLong', 'inputAudio', 'inputImage'];

function reckoned(list: readonly DatedRates[], usage: TokenUsage, terms: BillingTerms): CostParts {
  const classes = Object.keys(NO_USAGE).filter((it) => !/estimated|suspect/.test(it));
  const counts = classes.map((it) => [it, BigInt(usage[it as TokenClass])] as const);
  const started = list.filter(({ from }) => Date.parse(from ?? '0001-01-01') <= (terms.at ?? 0));
  const [model] = started.sort((a, b) => (b.from ?? '').localeCompare(a.from ?? ''));
  if (model === undefined) throw new Error('no price holds');
  const tier: BracketedRates = model.serviceTiers?.[terms.serviceTier ?? ''] ?? model;
  const input = counts.reduce((sum, [it, count]) => sum + (PROMPT.includes(it) ? count : 0n), 0n);
  const reached = (tier.above ?? []).filter((it) => input > BigInt(it.inputTokens));
  const [highest] = reached.sort((a, b) => b.inputTokens - a.inputTokens);
  const of = (name: TokenClass) =>
    pico(times(fraction(rateOf(highest ?? tier, name)), usage[name]), 1_000_000n);
  const used = counts.some(([, count]) => count > 0n);
  const images = used ? (terms.images ?? 0) : 0;
  return {
    input: of('input'),
    cacheRead: of('cacheRead'),
    cacheWrite: of('cacheWrite') + of('cacheWriteLong'),
    output: of('output'),
    reasoning: of('reasoning'),
    audio: of('inputAudio') + of('outputAudio'),
    image:
      of('inputImage') + of('outputImage') + pico(times(fraction(model.image ?? 0), images), 1n),
    request: used ? pico(fraction(model.request ?? 0), 1n) : 0n,
  };
}

const usd = fc.oneof(
  fc.constantFrom(0, 3, 0.075, 1.25, '0.0000005', '0.000000000001', '15', '0.6123'),
  fc
    .tuple(fc.nat(5_000), fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }))
    .map(([whole, places]) => `${whole}.${String(places).padStart(12, '0')}`),
);
const optional: { requiredKeys: ['input', 'output'] } = { requiredKeys: ['input', 'output'] };
const classRates = {
  input: usd,
  output: usd,
  cacheRead: usd,
  cacheWrite: usd,
  cacheWriteLong: usd,
  inputAudio: usd,
  inputImage: usd,
  reasoning: usd,
  outputAudio: usd,
  outputImage: usd,
};
const above = fc.uniqueArray(
  fc.record(
    { ...classRates, inputTokens: fc.nat(3_000) },
    { requiredKeys: ['input', 'output', 'inputTokens'] },
  ),
  { maxLength: 3, selector: (it) => it.inputTokens },
);
const bracketed = { ...classRates, above };
const model = {
  ...bracketed,
  request: usd,
  image: usd,
  serviceTiers: fc.dictionary(
    fc.constantFrom('batch', 'flex', 'priority'),
    fc.record(bracketed, optional),
  ),
};
const DAYS = ['2026-01-01', '2026-07-01T12:00:00Z', '2027-02-28'];
const declared = fc
  .tuple(fc.record(model, optional), fc.array(fc.record(model, optional), { maxLength: 3 }))
  .chain(([first, later]) => {
    const list: DatedRates[] = later.map((it, index) => ({ ...it, from: DAYS[index]! }));
    return fc.shuffledSubarray([first, ...list], { minLength: later.length + 1 });
  });
const count = fc.oneof(
  { weight: 3, arbitrary: fc.nat(2_000) },
  { weight: 1, arbitrary: fc.maxSafeNat() },
);
const usages = fc
  .record(Object.fromEntries(Object.keys(classRates).map((it) => [it, count])), {
    requiredKeys: [],
  })
  .map((it): TokenUsage => ({ ...NO_USAGE, ...it }));
const terms = fc.record(
  {
    serviceTier: fc.constantFrom('batch', 'flex', 'priority', 'default'),
    images: fc.nat(30),
    at: fc.oneof(
      fc.constantFrom(...DAYS.flatMap((it) => [Date.parse(it) - 1, Date.parse(it)])),
      fc.integer({ min: 0, max: 2e12 }),
    ),
  },
  { requiredKeys: ['at'] },
);
const clock = new HandClock('2026-07-01T12:00:00Z');

it('a cost is what the rates of its time, its tier and its size come to, to the last pico-dollar', () => {
  fc.assert(
    fc.property(declared, usages, terms, (rates, usage, it) => {
      const price = declaredPrice(rates, 'p', clock);
      const expected = reckoned(rates, usage, it);
      expect(price.partsOf(usage, it)).toEqual(expected);
      const sum = Object.values(expected).reduce((total: bigint, part) => total + part, 0n);
      expect(price.costOf(usage, it)).toBe(sum);
    }),
    { numRuns: 1_000 },
  );
});

it('a call is billed as of now where nothing else is said', () => {
  fc.assert(
    fc.property(declared, usages, (rates, usage) => {
      const price = declaredPrice(rates, 'p', clock);
      expect(price.partsOf(usage)).toEqual(reckoned(rates, usage, { at: clock.now() }));
    }),
  );
});
