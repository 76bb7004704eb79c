import { UnknownModelError } from '../contracts/errors/request-errors.js';
import type { Currency } from '../contracts/currency.js';
import type { LlmRouterOptions } from '../contracts/options.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { LlmProvider } from '../plugin/plugin-markers.js';
import { anthropic, caught, directory, groq, ids, openai, provider } from './directory.fixture.js';

@LlmProvider()
class PluggedIn implements ProviderAdapter {
  readonly id: string = 'plugged-in';
  readonly dialect = 'openai-chat';
  readonly models = [{ id: 'house-model' }];
  readonly open = provider('').open;
}

describe('ConfiguredModelDirectory', () => {
  describe('resolve', () => {
    it('finds a model of the price book, with its price and its facts', async () => {
      const [candidate] = (await directory({ providers: [openai] })).resolve('openai/gpt-4o');
      expect(candidate).toMatchObject({
        id: 'openai/gpt-4o',
        upstreamModel: 'gpt-4o',
        provider: openai,
        facts: { contextWindow: 128_000 },
        price: { inputUsdPerMillion: 2.5, outputUsdPerMillion: 10 },
      });
    });

    it('takes everything after the first slash as the model', async () => {
      const models = await directory({ providers: [provider('openrouter')] });
      const [candidate] = models.resolve('openrouter/anthropic/claude-sonnet-4.5');
      expect(candidate?.upstreamModel).toBe('anthropic/claude-sonnet-4.5');
    });

    it('finds all providers of a bare name, in provider order', async () => {
      const models = await directory({
        providers: [
          provider('local', { models: [{ id: 'llama-3.3-70b-versatile' }] }),
          openai,
          groq,
          provider('ollama', { openEnded: true }),
        ],
      });
      expect(ids(models.resolve('llama-3.3-70b-versatile'))).toEqual([
        'local/llama-3.3-70b-versatile',
        'groq/llama-3.3-70b-versatile',
      ]);
    });

    it('takes a name with a slash as a bare one where no provider has its first part as id', async () => {
      const models = await directory({ providers: [provider('openrouter')] });
      expect(ids(models.resolve('anthropic/claude-sonnet-4.5'))).toEqual([
        'openrouter/anthropic/claude-sonnet-4.5',
      ]);
    });

    it('finds the members of a tier in order, once each, through aliases', async () => {
      const models = await directory({
        providers: [openai, anthropic],
        tiers: {
          smart: ['claude', 'openai/gpt-4.1', 'anthropic/claude-sonnet-4-5', 'openai/brand-new'],
        },
        aliases: { claude: 'newest', newest: 'anthropic/claude-sonnet-4-5', best: 'tier:smart' },
      });
      const expected = ['anthropic/claude-sonnet-4-5', 'openai/gpt-4.1', 'openai/brand-new'];
      expect(ids(models.resolve('tier:smart'))).toEqual(expected);
      expect(ids(models.resolve('best'))).toEqual(expected);
      expect(ids(models.resolve('openai/brand-new'))).toEqual(['openai/brand-new']);
    });

    it('prefers an alias over a model of the same name', async () => {
      const models = await directory({
        providers: [openai],
        aliases: { 'gpt-4': 'openai/gpt-4.1', 'openai/gpt-4': 'openai/gpt-4.1' },
      });
      expect(ids(models.resolve('gpt-4'))).toEqual(['openai/gpt-4.1']);
      expect(ids(models.resolve('openai/gpt-4'))).toEqual(['openai/gpt-4.1']);
    });

    it('gives the same candidate each time, whatever it is asked for by', async () => {
      const models = await directory({
        providers: [openai, provider('ollama', { openEnded: true })],
        tiers: { cheap: ['openai/gpt-4.1-mini'] },
      });
      const [candidate] = models.resolve('tier:cheap');
      expect(models.resolve('openai/gpt-4.1-mini')[0]).toBe(candidate);
      expect(models.resolve('gpt-4.1-mini')[0]).toBe(candidate);
      expect(models.resolve('ollama/qwen3')[0]).toBe(models.resolve('ollama/qwen3')[0]);
    });

    it('does not keep more than 1,000 names that only callers know', async () => {
      const models = await directory({ providers: [provider('ollama', { openEnded: true })] });
      const [first] = models.resolve('ollama/model-0');
      for (let index = 1; index <= 1_000; index++) models.resolve(`ollama/model-${index}`);
      expect(models.resolve('ollama/model-0')[0]).not.toBe(first);
      expect(models.resolve('ollama/model-0')[0]).toEqual(first);
    });

    it.each([
      ['openai/gpt-4.1-minni', 'openai/gpt-4.1-mini'],
      ['tier:chaep', 'tier:cheap'],
      ['gpt-4.1-minni', 'openai/gpt-4.1-mini'],
      ['house-modell', 'local/house-model'],
      ['helo', 'hello'],
    ])('refuses %s and proposes %s', async (name, near) => {
      const models = await directory({
        providers: [openai, provider('local', { models: [{ id: 'house-model' }] })],
        tiers: { cheap: ['local/house-model'] },
        aliases: { hello: 'local/house-model' },
      });
      const error = caught(() => models.resolve(name));
      expect(error).toBeInstanceOf(UnknownModelError);
      expect((error as UnknownModelError).nearNames).toContain(near);
    });

    it.each(['', '/', 'openai/', 'tier:', 'constructor', '__proto__', 'x'.repeat(100_000)])(
      'refuses %.20p without more ado',
      async (name) => {
        const models = await directory({ providers: [openai], tiers: { a: ['openai/o3'] } });
        expect(() => models.resolve(name)).toThrow(UnknownModelError);
      },
    );

    it('asks no price book for a provider that no price book knows', async () => {
      const models = await directory({
        providers: [
          provider('openai', { priceBookId: null, models: [{ id: 'gpt-4.1' }] }),
          provider('proxy', { priceBookId: 'openai' }),
          provider('openai-at-home', { openEnded: true }),
        ],
      });
      expect(models.resolve('openai/gpt-4.1')[0]?.price).toBeUndefined();
      expect(() => models.resolve('openai/gpt-4.1-mini')).toThrow(UnknownModelError);
      expect(models.resolve('proxy/gpt-4.1')[0]?.price?.inputUsdPerMillion).toBe(2);
      expect(models.resolve('openai-at-home/gpt-4.1')[0]?.price).toBeUndefined();
    });

    it('prefers prices of the options, then of the declaration, then of the book', async () => {
      const models = await directory({
        providers: [
          provider('openai', {
            models: [
              { id: 'gpt-4.1', price: { input: 7, output: 8 }, contextWindow: 5 },
              { id: 'gpt-4o', price: { input: 7, output: 8 } },
            ],
          }),
        ],
        prices: { 'openai/gpt-4.1': { input: 1, output: '2.5' } },
      });
      const price = (name: string) => models.resolve(name)[0]?.price;
      expect(price('openai/gpt-4.1')?.costOf({ ...NO_USAGE, output: 2 })).toBe(5_000_000n);
      expect(price('openai/gpt-4o')).toMatchObject({ version: 'options', inputUsdPerMillion: 7 });
      expect(price('openai/gpt-4.1-mini')?.version).toMatch(/^genai-prices@/);
      expect(models.resolve('openai/gpt-4.1')[0]?.facts).toEqual({ contextWindow: 5 });
    });
  });

  describe('sameModel', () => {
    it('finds the model at the other providers that are known to have it', async () => {
      const models = await directory({
        providers: [
          provider('local', { models: [{ id: 'llama-3.3-70b-versatile' }] }),
          groq,
          provider('ollama', { openEnded: true }),
          openai,
        ],
        tiers: { fast: [{ model: 'local/llama-3.3-70b-versatile', weight: 2 }] },
      });
      const [candidate] = models.resolve('tier:fast');
      const found = models.sameModel(candidate!);
      expect(ids(found)).toEqual(['groq/llama-3.3-70b-versatile']);
      expect(models.sameModel(candidate!)).toBe(found);
      expect(ids(models.sameModel(found[0]!))).toEqual(['local/llama-3.3-70b-versatile']);
    });

    it('knows an aggregator’s names for the models of others', async () => {
      const models = await directory({
        providers: [
          openai,
          provider('azure', { priceBookId: null, models: [{ id: 'gpt-4.1' }] }),
          provider('openrouter', { priceBookId: null, models: [{ id: 'openai/gpt-4.1' }] }),
        ],
      });
      const same = (name: string) => ids(models.sameModel(models.resolve(name)[0]!));
      expect(same('openai/gpt-4.1')).toEqual(['azure/gpt-4.1', 'openrouter/openai/gpt-4.1']);
      expect(same('openrouter/openai/gpt-4.1')).toEqual(['openai/gpt-4.1', 'azure/gpt-4.1']);
      expect(same('azure/gpt-4.1')).toEqual(['openai/gpt-4.1']);
    });
  });

  it('takes facts from the declaration, the region also from its provider', async () => {
    const models = await directory({
      providers: [
        provider('local', {
          region: 'eu-west-1',
          models: [
            { id: 'a', tags: ['fine-tuned'] },
            { id: 'b', region: 'us-east-1' },
          ],
        }),
        openai,
      ],
    });
    expect(models.resolve('local/a')[0]?.facts).toEqual({
      tags: ['fine-tuned'],
      region: 'eu-west-1',
    });
    expect(models.resolve('local/b')[0]?.facts).toEqual({ region: 'us-east-1' });
    expect(models.resolve('openai/gpt-4.1')[0]?.facts).not.toHaveProperty('region');
  });

  describe('providers', () => {
    it('are those of the options, then those that are plugins', async () => {
      const models = await directory({ providers: [openai] }, [PluggedIn]);
      expect(ids(models.resolve('house-model'))).toEqual(['plugged-in/house-model']);
    });

    it('must differ in their ids', async () => {
      const models = await directory({ providers: [provider('plugged-in')] }, [PluggedIn]);
      expect(() => models.onModuleInit()).toThrow('Two provider plugins are called "plugged-in"');
    });
  });

  it('lists models that are declared or configured, then tiers, then aliases', async () => {
    const models = await directory({
      providers: [openai, provider('local', { models: [{ id: 'house-model' }] })],
      tiers: { cheap: ['gpt-4.1-mini', 'local/other'] },
      aliases: { hello: 'local/house-model' },
      prices: { 'openai/priced': { input: 1, output: 1 } },
      routing: { defaultModel: 'openai/by-default' },
    });
    models.resolve('openai/gpt-4o');
    expect(models.list()).toEqual([
      { id: 'openai/priced', ownedBy: 'openai' },
      { id: 'openai/gpt-4.1-mini', ownedBy: 'openai' },
      { id: 'openai/by-default', ownedBy: 'openai' },
      { id: 'local/house-model', ownedBy: 'local' },
      { id: 'local/other', ownedBy: 'local' },
      { id: 'tier:cheap', ownedBy: 'llm-router' },
      { id: 'hello', ownedBy: 'llm-router' },
    ]);
  });

  describe('at boot', () => {
    const providers = [openai, anthropic, groq];

    it.each<[LlmRouterOptions, string]>([
      [{ prices: { 'gpt-4.1': { input: 1, output: 1 } } }, 'prices["gpt-4.1"]: name the model as'],
      [
        { prices: { 'openai/o3': { input: -1, output: 1 } } },
        'prices["openai/o3"].input: -1 is not legal. Legal: US dollars per million tokens,',
      ],
      [{ prices: { 'opnai/o3': { input: 1, output: 1 } } }, 'prices["opnai/o3"]: no provider is'],
      [{ providers: [openai, provider('openai')] }, 'Two provider plugins are called "openai"'],
      [{ providers: [provider('Open AI')] }, 'A provider is called "Open AI". Legal: lower case'],
      [
        { providers: [provider('a', { models: [{ id: 'm' }, { id: 'm' }] })] },
        'The provider "a" declares the model "m" twice.',
      ],
      [
        { providers: [provider('a', { priceBookId: 'opnai' })] },
        'The provider "a" has the priceBookId "opnai", which the price book does not know.',
      ],
      [
        { providers: [provider('a', { models: [{ id: 'm', price: { input: 1, output: -1 } }] })] },
        'models["a/m"].price.output: -1 is not legal. Legal: US dollars per million tokens,',
      ],
      ...(
        [
          [{ code: 'eur', perUsd: 1 }, '.code: "eur" is not legal. Legal: a code after ISO 4217'],
          [{ code: 'EUR', perUsd: 0 }, '.perUsd: 0 is not legal. Legal: what a US dollar is worth'],
          [{ code: 'EUR', perUsd: '1/2' }, '.perUsd: "1/2" is not legal.'],
          [{ code: 'EUR' }, '.perUsd: missing.'],
          [
            { code: 'EUR', perUsd: 1, rate: 2 },
            '.rate: there is no such field. Legal: code, perUsd',
          ],
        ] as const
      ).map(([currency, message]): [LlmRouterOptions, string] => [
        { currency: currency as Currency },
        `currency${message}`,
      ]),
    ])('refuses %j', async (options, message) => {
      const models = await directory({ providers, ...options });
      expect(() => models.onModuleInit()).toThrow(message);
      expect(caught(() => models.onModuleInit())).toMatchObject({ code: 'configuration' });
    });

    it.each<Currency>([
      { code: 'EUR', perUsd: '0.8612' },
      { code: 'JPY', perUsd: 156.98 },
    ])('takes the currency %j', async (currency) => {
      const models = await directory({ currency });
      expect(() => models.onModuleInit()).not.toThrow();
    });

    it('takes the same adapter twice as one', async () => {
      const models = await directory({ providers: [openai, openai] });
      expect(() => models.onModuleInit()).not.toThrow();
    });
  });
});
