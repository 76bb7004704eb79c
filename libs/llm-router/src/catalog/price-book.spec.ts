import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calcPrice, type ConditionalPrice, findProvider } from '@pydantic/genai-prices';
import fc from 'fast-check';
import type { ModelPrice } from '../contracts/model-price.js';
import { byTokenClass, NO_USAGE, inputTokens, outputTokens } from '../contracts/token-usage.js';
import { formatUsd } from '../foundation/pico-dollars.js';
import { REQUEST_UNIT, scheduleOf, TOKEN_UNITS } from './book-rates.js';
import { HandClock } from './directory.fixture.js';
import { PRICE_BOOK_VERSION, PriceBook } from './price-book.js';

/** The ids under which our presets look into the book. */
const PROVIDERS = [
  'anthropic',
  'aws',
  'azure',
  'cerebras',
  'deepseek',
  'fireworks',
  'google',
  'groq',
  'mistral',
  'openai',
  'openrouter',
  'perplexity',
  'together',
  'x-ai',
];

const clock = new HandClock('2026-01-15T12:00:00Z');
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
    const moving = new HandClock('2025-06-09T23:59:00Z');
    const price = priceOf('openai', 'o3', new PriceBook(moving));
    expect(usd(price, { input: 1_000_000 })).toBe('10');
    moving.time = '2025-06-10T00:00:00Z';
    expect(usd(price, { input: 1_000_000 })).toBe('2');
    expect(price.inputUsdPerMillion).toBe(2);
  });

  it('bills a call that lives through a change of prices by those at its start', () => {
    // o3 became cheaper on 2025-06-10: input from 10 to 2, output from 40 to 8 dollars per million.
    const moving = new HandClock('2025-06-09T23:59:59.500Z');
    const price = priceOf('openai', 'o3', new PriceBook(moving));
    const usage = { ...NO_USAGE, input: 1_000, output: 500 };
    const begun = { at: moving.now() };
    const cost = () => formatUsd(price.costOf(usage, begun));
    expect(cost()).toBe('0.03');
    moving.time = '2025-06-10T00:00:20Z';
    expect(cost()).toBe('0.03');
    expect(price.partsOf(usage, begun)).toMatchObject({
      input: 10_000_000_000n,
      output: 20_000_000_000n,
    });
    expect(usd(price, usage)).toBe('0.006');
    // Whoever compiled the price after the change knows the old rates too.
    const later = priceOf('openai', 'o3', new PriceBook(moving));
    expect(formatUsd(later.costOf(usage, begun))).toBe('0.03');
  });

  it('bills calls of any number of minutes, in any order', () => {
    const price = priceOf('openai', 'o3');
    const change = Date.parse('2025-06-10T00:00:00Z');
    const minutes = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(fc.array(minutes, { maxLength: 100 }), (calls) => {
        for (const minute of calls) {
          const cost = price.costOf({ ...NO_USAGE, input: 1 }, { at: change + minute * 60_000 });
          expect(cost).toBe(minute < 0 ? 10_000_000n : 2_000_000n);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('bills long writes to the cache, image tokens and audio at rates of their own', () => {
    const million = 1_000_000;
    const claude = priceOf('anthropic', 'claude-3-7-sonnet-latest');
    expect(usd(claude, { cacheWrite: million })).toBe('3.75');
    expect(usd(claude, { cacheWriteLong: million })).toBe('6');
    const image = priceOf('openai', 'gpt-image-1.5');
    expect(usd(image, { inputImage: million, outputImage: million })).toBe('40');
    expect(usd(priceOf('google', 'gemini-2.5-flash'), { inputAudio: million })).toBe('1');
  });

  it('charges the price of the time of day', () => {
    const moving = new HandClock('2026-09-01T00:59:59Z');
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

  it('knows every unit and every kind of date in the book that is installed', () => {
    // What is billed by other things than tokens and calls, and what usage does not tell apart.
    const untold =
      /^(cache_(audio|image)_read|(in|out)put_video|output_citation)_mtok$|_(hours|kpages)$|^(web|storage)_searches_kcount$|^input_text_messages_kcount$/;
    const told = new Set<string>([...Object.values(TOKEN_UNITS), REQUEST_UNIT]);
    const units = new Set<string>();
    const dates = new Set<string>();
    for (const providerId of PROVIDERS) {
      for (const { prices } of findProvider({ providerId })?.models ?? []) {
        for (const entry of Array.isArray(prices) ? prices : [{ prices }]) {
          for (const unit of Object.keys(entry.prices)) units.add(unit);
          const { constraint }: ConditionalPrice = entry;
          if (constraint !== undefined) dates.add(Object.values(constraint).join(' '));
        }
      }
    }
    expect([...told].filter((it) => !units.has(it))).toEqual([]);
    expect([...units].filter((it) => !told.has(it) && !untold.test(it))).toEqual([]);
    // Whole minutes, as prices are looked up once a minute.
    const minutes = /^(\d{4}-\d{2}-\d{2} start_date|(\d{2}:\d{2}:00Z ){2}time_of_date)$/;
    expect(dates.size).toBeGreaterThan(5);
    expect([...dates].filter((it) => !minutes.test(it))).toEqual([]);
  });

  it('lists models of a provider by its exact id only', () => {
    expect(book.modelsOf('openai')).toContain('gpt-4.1-mini');
    expect(book.modelsOf('my-openai-proxy')).toBeUndefined();
  });

  it("tells another provider's entry from the provider's own", () => {
    expect(book.entry('openai', 'gpt-4.1-mini')?.own).toBe(true);
    expect(book.entry('azure', 'gpt-4.1-mini')).toMatchObject({ own: false });
  });

  it('agrees with the calculation of the book itself at any time, up to its floating point', () => {
    const models = PROVIDERS.flatMap((provider) =>
      (book.modelsOf(provider) ?? []).map((model) => ({ provider, model })),
    );
    const tokens = fc.nat(200_000);
    const counts = fc.record(byTokenClass(() => tokens));
    const time = fc.date({
      min: new Date('2025-01-01'),
      max: new Date('2027-06-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...models), counts, time, ({ provider, model }, some, at) => {
        const usage = { ...NO_USAGE, ...some };
        const price = book.entry(provider, model)?.price;
        fc.pre(price !== undefined && inputTokens(usage) + outputTokens(usage) > 0);
        const theirs = calcPrice(
          {
            input_tokens: inputTokens(usage),
            cache_read_tokens: usage.cacheRead,
            cache_write_tokens: usage.cacheWrite + usage.cacheWriteLong,
            cache_write_1h_tokens: usage.cacheWriteLong,
            // Our usage does not tell cached audio and images from cached text.
            cache_audio_read_tokens: 0,
            cache_image_read_tokens: 0,
            input_audio_tokens: usage.inputAudio,
            input_image_tokens: usage.inputImage,
            output_tokens: outputTokens(usage),
            output_reasoning_tokens: usage.reasoning,
            output_audio_tokens: usage.outputAudio,
            output_image_tokens: usage.outputImage,
          },
          model,
          { providerId: provider, timestamp: at },
        );
        const cost = price?.costOf(usage, { at: at.getTime() });
        expect(Number(cost) / 1e12).toBeCloseTo(theirs?.total_price ?? NaN, 6);
      }),
      { numRuns: 1_000 },
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
      schedule?.standard.map(({ above, rates }) => [
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
