import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calcPrice } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { Clock } from '../contracts/clock.js';
import type { ModelPrice } from '../contracts/model-price.js';
import { NO_USAGE, inputTokens, outputTokens } from '../contracts/token-usage.js';
import { formatUsd } from '../foundation/pico-dollars.js';
import { scheduleOf } from './book-rates.js';
import { PRICE_BOOK_VERSION, PriceBook } from './price-book.js';

class FixedClock extends Clock {
  constructor(public time: string) {
    super();
  }
  override now() {
    return Date.parse(this.time);
  }
  override monotonic() {
    return this.now();
  }
}

const clock = new FixedClock('2026-01-15T12:00:00Z');
const book = new PriceBook(clock);

function priceOf(provider: string, model: string, at = book): ModelPrice {
  const price = at.entry(provider, model)?.price;
  if (price === undefined) throw new Error(`no price for ${provider}/${model}`);
  return price;
}

const usd = (price: ModelPrice, usage: Partial<typeof NO_USAGE>) =>
  formatUsd(price.costOf({ ...NO_USAGE, ...usage }));

describe('PriceBook', () => {
  it('states the version of the package that is installed', () => {
    const manifest = join(require.resolve('@pydantic/genai-prices'), '../../package.json');
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    expect(PRICE_BOOK_VERSION).toBe(`genai-prices@${version}`);
  });

  it('bills gpt-4.1-mini at 0.4, cached 0.1 and 1.6 dollars per million', () => {
    const price = priceOf('openai', 'gpt-4.1-mini');
    expect(price.version).toBe(PRICE_BOOK_VERSION);
    expect(price.inputUsdPerMillion).toBe(0.4);
    expect(price.outputUsdPerMillion).toBe(1.6);
    expect(usd(price, { input: 1 })).toBe('0.0000004');
    expect(usd(price, { cacheRead: 1 })).toBe('0.0000001');
    expect(usd(price, { output: 1 })).toBe('0.0000016');
    // 1,000 × 0.4 + 500 × 0.1 + 200 × 1.6 + 100 × 1.6 dollars per million
    expect(usd(price, { input: 1_000, cacheRead: 500, output: 200, reasoning: 100 })).toBe(
      '0.00093',
    );
  });

  it('bills a prompt of more than 200,000 tokens of claude-sonnet-4-5 at the higher rates', () => {
    const price = priceOf('anthropic', 'claude-sonnet-4-5');
    expect(usd(price, { input: 150_000, cacheWrite: 50_000, output: 10 })).toBe('0.63765');
    expect(usd(price, { input: 150_001, cacheWrite: 50_000, output: 10 })).toBe('1.275231');
  });

  it('charges the price of the day', () => {
    const moving = new FixedClock('2025-06-09T23:59:00Z');
    const price = priceOf('openai', 'o3', new PriceBook(moving));
    expect(usd(price, { input: 1_000_000 })).toBe('10');
    moving.time = '2025-06-10T00:00:00Z';
    expect(usd(price, { input: 1_000_000 })).toBe('2');
    expect(price.inputUsdPerMillion).toBe(2);
  });

  it('charges the price of the time of day', () => {
    const moving = new FixedClock('2026-09-01T00:59:59Z');
    const price = priceOf('deepseek', 'deepseek-v4-flash', new PriceBook(moving));
    const before = price.outputUsdPerMillion;
    moving.time = '2026-09-01T01:00:00Z';
    expect(price.outputUsdPerMillion).not.toBe(before);
    moving.time = '2026-09-01T04:00:00Z';
    expect(price.outputUsdPerMillion).toBe(before);
  });

  it('knows a free model from one without a price per token', () => {
    expect(usd(priceOf('openrouter', 'deepseek/deepseek-r1:free'), { input: 9, output: 9 })).toBe(
      '0',
    );
    expect(book.entry('openai', 'whisper-1')).toEqual({ own: true, price: undefined });
    expect(book.entry('openai', 'no-such-model')).toBeUndefined();
    expect(book.entry('no-such-provider', 'gpt-4.1-mini')).toBeUndefined();
  });

  it('charges for the request itself where the provider does', () => {
    const price = priceOf('perplexity', 'sonar');
    const tokens = usd(price, { input: 1_000_000 });
    const { model_price } = calcPrice({}, 'sonar', { providerId: 'perplexity' }) ?? {};
    expect(Number(tokens)).toBeCloseTo(
      Number(model_price?.['input_mtok']) + Number(model_price?.['requests_kcount']) / 1_000,
      9,
    );
  });

  it('lists models of a provider by its exact id only', () => {
    expect(book.modelsOf('openai')).toContain('gpt-4.1-mini');
    expect(book.modelsOf('my-openai-proxy')).toBeUndefined();
  });

  it("tells another provider's entry from the provider's own", () => {
    expect(book.entry('openai', 'gpt-4.1-mini')?.own).toBe(true);
    expect(book.entry('azure', 'gpt-4.1-mini')).toMatchObject({ own: false });
  });

  it('agrees with the calculation of the book itself, up to its floating point', () => {
    const models = ['openai', 'anthropic', 'google', 'groq', 'deepseek', 'mistral'].flatMap(
      (provider) => (book.modelsOf(provider) ?? []).map((model) => ({ provider, model })),
    );
    const tokens = fc.nat(400_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.record({ input: tokens, cacheRead: tokens, cacheWrite: tokens, output: tokens }),
        ({ provider, model }, counts) => {
          const usage = { ...NO_USAGE, ...counts };
          const price = book.entry(provider, model)?.price;
          fc.pre(price !== undefined && price.inputUsdPerMillion > 0);
          const theirs = calcPrice(
            {
              input_tokens: inputTokens(usage),
              cache_read_tokens: usage.cacheRead,
              cache_write_tokens: usage.cacheWrite,
              output_tokens: outputTokens(usage),
            },
            model,
            { providerId: provider, timestamp: new Date(clock.now()) },
          );
          expect(Number(price?.costOf(usage)) / 1e12).toBeCloseTo(theirs?.total_price ?? NaN, 6);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('scheduleOf', () => {
  it('merges tiers that begin at different inputs', () => {
    const schedule = scheduleOf({
      input_mtok: { base: 1, tiers: [{ start: 100, price: 2 }] },
      output_mtok: {
        base: 4,
        tiers: [
          { start: 50, price: 5 },
          { start: 200, price: 6 },
        ],
      },
    });
    expect(
      schedule?.brackets.map(({ above, rates }) => [
        above,
        Number(rates.input) / 1e12,
        Number(rates.output) / 1e12,
      ]),
    ).toEqual([
      [-1, 1, 4],
      [50, 1, 5],
      [100, 2, 5],
      [200, 2, 6],
    ]);
  });
});
