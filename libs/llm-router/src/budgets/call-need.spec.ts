import fc from 'fast-check';
import type { Candidate } from '../contracts/candidate.js';
import type { ModelFacts } from '../contracts/model-facts.js';
import { flatPrice } from '../contracts/flat-price.fixture.js';
import type { BillingTerms, ModelPrice } from '../contracts/model-price.js';
import { NO_USAGE, type TokenClass, type TokenUsage } from '../contracts/token-usage.js';
import { type AskedTry, largerNeed, needOf } from './call-need.js';

const candidate = (price: ModelPrice | undefined, facts: ModelFacts = {}) =>
  ({ id: 'p/m', price, facts }) as Candidate;
const asked = (differing: Partial<AskedTry> = {}): AskedTry => ({
  candidate: candidate(flatPrice(1, 10)),
  request: { messages: [], max_tokens: 1_000 },
  prompt: { likely: 100, most: 400, images: 0, hasAudio: false },
  isEmbedding: false,
  usualOutput: undefined,
  defaultOutput: 4_096,
  ...differing,
});
const output = (differing: Partial<AskedTry>) => {
  const { tokens } = needOf(asked(differing));
  return Number(tokens.worst) - 400;
};
const request = (more: object) => ({ messages: [], ...more });

it('expects the usual answer of the model, and at the worst the longest', () => {
  expect(needOf(asked({ usualOutput: 300 }))).toEqual({
    usd: { expected: 3_100_000_000n, worst: 10_400_000_000n },
    tokens: { expected: 400n, worst: 1_400n },
  });
  const { tokens } = needOf(asked({ usualOutput: 9_000 }));
  expect(tokens.expected).toBe(1_100n);
  expect(needOf(asked()).tokens.expected).toBe(1_100n);
});

it('takes the longest answer from the request, the model, its context window, or the option', () => {
  const facts = { maxOutputTokens: 500, contextWindow: 8_100 };
  const model = candidate(flatPrice(1, 10), facts);
  expect(output({ candidate: model })).toBe(1_000);
  expect(output({ candidate: model, request: request({}) })).toBe(500);
  const window = candidate(flatPrice(1, 10), { contextWindow: 8_100 });
  expect(output({ candidate: window, request: request({}) })).toBe(8_000);
  expect(output({ request: request({}) })).toBe(4_096);
  expect(output({ request: request({ max_completion_tokens: 7, max_tokens: 9, n: 3 }) })).toBe(21);
  expect(output({ request: request({ max_tokens: 0 }) })).toBe(4_096);
  expect(output({ isEmbedding: true })).toBe(0);
});

it('costs nothing where the price is unknown, and counts its tokens', () => {
  const { usd, tokens } = needOf(asked({ candidate: candidate(undefined) }));
  expect(usd).toEqual({ expected: 0n, worst: 0n });
  expect(tokens.worst).toBe(1_400n);
});

it('is that of the dearer of two targets, each for itself', () => {
  const cheap = needOf(asked({ usualOutput: 900 }));
  const dear = needOf(asked({ candidate: candidate(flatPrice(2, 20)), usualOutput: 1 }));
  expect(largerNeed(cheap, dear)).toEqual({
    usd: { expected: cheap.usd.expected, worst: dear.usd.worst },
    tokens: cheap.tokens,
  });
});

const IN: readonly TokenClass[] = [
  'input',
  'cacheRead',
  'cacheWrite',
  'cacheWriteLong',
  'inputAudio',
  'inputImage',
];
const OUT: readonly TokenClass[] = ['output', 'reasoning', 'outputAudio', 'outputImage'];

it('is at least the cost of any reply that keeps to the limits, whatever the rates', () => {
  const rates = fc.record(
    Object.fromEntries([...IN, ...OUT].map((it) => [it, fc.bigInt({ min: 0n, max: 99n })])),
  );
  const split = (classes: readonly TokenClass[], most: number) =>
    fc
      .array(fc.nat(most), { minLength: classes.length - 1, maxLength: classes.length - 1 })
      .map((cuts) => {
        const marks = [0, ...cuts.sort((a, b) => a - b), most];
        return classes.map((it, index): [TokenClass, number] => [
          it,
          marks[index + 1]! - marks[index]!,
        ]);
      });
  fc.assert(
    fc.property(rates, split(IN, 400), split(OUT, 1_000), fc.boolean(), (by, ins, outs, flex) => {
      const costOf = (usage: TokenUsage, { serviceTier }: BillingTerms = {}) =>
        [...IN, ...OUT].reduce((sum, it) => sum + BigInt(usage[it]) * by[it]!, 0n) *
        (serviceTier === 'priority' ? 2n : 1n);
      const price = { ...flatPrice(0, 0), costOf };
      const tier = flex ? { service_tier: 'priority' } : {};
      const need = needOf(
        asked({
          candidate: candidate(price),
          request: request({ max_tokens: 1_000, modalities: ['audio', 'image'], ...tier }),
          prompt: { likely: 400, most: 400, images: 1, hasAudio: true },
        }),
      );
      const usage = { ...NO_USAGE, ...Object.fromEntries([...ins, ...outs]) };
      const terms = flex ? { serviceTier: 'priority' } : {};
      expect(costOf(usage, terms) <= need.usd.worst).toBe(true);
      expect(need.usd.expected <= need.usd.worst).toBe(true);
    }),
  );
});
