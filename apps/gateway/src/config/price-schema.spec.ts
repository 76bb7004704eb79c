import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describeIssue } from './describe-issue.js';
import { currency, prices } from './price-schema.js';
import { tiers } from './tier-schema.js';
import { section } from './scalars.js';

const schema = section({
  prices: prices.optional(),
  tiers: tiers.optional(),
  currency: currency.optional(),
});

function complaint(yaml: string): string {
  const document: unknown = parse(yaml);
  const issues = schema.safeParse(document).error?.issues ?? [];
  return issues
    .flatMap((it) => describeIssue('gateway.yaml', it, document))
    .map(({ place, message }) => `${place}: ${message}`)
    .join('\n');
}

it('reads every rate, dates without quotes too, and loses no digit', () => {
  const read = schema.parse(
    parse(`
prices:
  a/flat: { input: 0, output: "0.123456789012" }
  a/dated:
    - input: 2
      output: 8
      cacheRead: "0.5"
      cacheWrite: 2.5
      cacheWriteLong: 4
      inputAudio: 1
      inputImage: 1
      reasoning: 9
      outputAudio: 10
      outputImage: 30
      request: "0.005"
      image: 0.001
      above:
        - { inputTokens: 200000, input: 4, output: 12 }
      serviceTiers:
        batch: { input: 1, output: 4, above: [{ inputTokens: 200000, input: 2, output: 6 }] }
    - { from: 2026-07-01, input: 3, output: 9 }
    - { from: 2026-08-01T12:00Z, input: 4, output: 9 }
currency: { code: EUR, perUsd: "0.8612" }
`),
  );
  expect(read.currency).toEqual({ code: 'EUR', perUsd: '0.8612' });
  expect(read.prices).toEqual({
    'a/flat': { input: 0, output: '0.123456789012' },
    'a/dated': [
      {
        input: 2,
        output: 8,
        cacheRead: '0.5',
        cacheWrite: 2.5,
        cacheWriteLong: 4,
        inputAudio: 1,
        inputImage: 1,
        reasoning: 9,
        outputAudio: 10,
        outputImage: 30,
        request: '0.005',
        image: '0.001',
        above: [{ inputTokens: 200_000, input: 4, output: 12 }],
        serviceTiers: {
          batch: { input: 1, output: 4, above: [{ inputTokens: 200_000, input: 2, output: 6 }] },
        },
      },
      { from: '2026-07-01', input: 3, output: 9 },
      { from: '2026-08-01T12:00Z', input: 4, output: 9 },
    ],
  });
});

it('reads what the page about prices shows', () => {
  const page = readFileSync(join(__dirname, '../../../../docs/pricing.md'), 'utf8');
  const blocks = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = '']) => yaml);
  expect(blocks).toHaveLength(2);
  expect(blocks.map(complaint)).toEqual(['', '']);
});

it('reads the releases of members', () => {
  const yaml = 'tiers: { a: [{ model: m, release: 2026-11 }, { model: n, weight: 0 }] }';
  expect(schema.parse(parse(yaml)).tiers).toEqual({
    a: [
      { model: 'm', release: '2026-11' },
      { model: 'n', weight: 0 },
    ],
  });
});

it.each([
  ['prices: { a: { input: 1 } }', 'prices.a.output: missing. Legal: US dollars per million tokens'],
  ['prices: { a: { input: -1, output: 1 } }', 'prices.a.input: -1 is not legal.'],
  [
    'prices: { a/b: { input: 1, output: 1, cachedRead: 1 } }',
    'prices["a/b"].cachedRead: there is no such setting. Did you mean cacheRead? Legal: input,',
  ],
  [
    'prices: { a/b: [{ input: 1, output: 1 }, { from: 07/2026, input: 1, output: 1 }] }',
    'prices["a/b"][1].from: "07/2026" is not legal. Legal: an ISO 8601 date or time in UTC,',
  ],
  [
    'prices: { a: [{ input: 1, output: 1, above: [{ inputTokens: 0.5, input: 1, output: 1 }] }] }',
    'prices.a[0].above[0].inputTokens: 0.5 is not legal. Legal: a whole number, 0 or more.',
  ],
  ['prices: { a: { input: 1, output: 1, image: $1 } }', 'prices.a.image: "$1" is not legal.'],
  [
    'prices: { a: { input: 1, output: 1, serviceTiers: { batch: { input: 1 } } } }',
    'prices.a.serviceTiers.batch.output: missing.',
  ],
  ['currency: { code: euro, perUsd: 1 }', 'currency.code: "euro" is not legal. Legal: a code of'],
  [
    'currency: { code: EUR, perUsd: 0 }',
    'currency.perUsd: 0 is not legal. Legal: what a US dollar',
  ],
  ['currency: { code: EUR }', 'currency.perUsd: missing.'],
  [
    'tiers: { a: [{ model: m, release: " " }] }',
    'tiers.a[0].release: " " is not legal. Legal: a text of 1 to 100 characters that is not blank.',
  ],
])('explains %s', (yaml, message) => {
  expect(complaint(yaml)).toContain(message);
});
