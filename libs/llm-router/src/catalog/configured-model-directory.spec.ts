import { Test } from '@nestjs/testing';
import { Clock, SystemClock } from '../contracts/clock.js';
import { UnknownModelError } from '../contracts/errors/request-errors.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { LlmProvider } from '../plugin/plugin-markers.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { ConfiguredModelDirectory } from './configured-model-directory.js';

function provider(id: string, extra: Partial<ProviderAdapter> = {}): ProviderAdapter {
  return {
    id,
    dialect: 'openai-chat',
    models: [],
    open: () => Promise.reject(new Error('not in this test')),
    ...extra,
  };
}

@LlmProvider()
class PluggedIn implements ProviderAdapter {
  readonly id: string = 'plugged-in';
  readonly dialect = 'openai-chat';
  readonly models = [{ id: 'house-model' }];
  readonly open = provider('').open;
}

async function directory(
  options: LlmRouterOptions,
  plugins: readonly (new () => ProviderAdapter)[] = [],
) {
  const module = await Test.createTestingModule({
    providers: [
      ...plugins,
      PluginRegistry,
      ConfiguredModelDirectory,
      { provide: LLM_ROUTER_OPTIONS, useValue: options },
      { provide: Clock, useClass: SystemClock },
    ],
  }).compile();
  return module.get(ConfiguredModelDirectory);
}

const openai = provider('openai');
const anthropic = provider('anthropic');
const groq = provider('groq');
const ids = (candidates: readonly { id: string }[]) => candidates.map((it) => it.id);

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

  describe('providers', () => {
    it('are those of the options, then those that are plugins', async () => {
      const models = await directory({ providers: [openai] }, [PluggedIn]);
      expect(ids(models.resolve('house-model'))).toEqual(['plugged-in/house-model']);
    });

    it('must differ in their ids', async () => {
      const models = await directory({ providers: [provider('plugged-in')] }, [PluggedIn]);
      expect(() => models.onModuleInit()).toThrow('Two providers are called "plugged-in".');
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
      [
        { tiers: { cheap: ['openai/o3', 'opnai/o3'] } },
        'tiers.cheap[1]: no provider is called "opnai". Known: anthropic, groq, openai.',
      ],
      [
        { tiers: { cheap: ['gpt-99'] } },
        'tiers.cheap[0]: "gpt-99" is neither an alias nor a model',
      ],
      [{ tiers: { cheap: [] } }, 'tiers.cheap: name at least one model.'],
      [{ tiers: { a: ['openai/o3'], b: ['tier:a'] } }, 'tiers.b[0]: a tier cannot hold another'],
      [
        { tiers: { a: ['openai/o3'], b: ['x'] }, aliases: { x: 'tier:a' } },
        'tiers.b[0]: a tier cannot hold another tier ("x" stands for "tier:a").',
      ],
      [{ tiers: { 'a b': ['openai/o3'] } }, 'tiers: "a b" is not a name for a tier.'],
      [{ aliases: { 'a b': 'openai/o3' } }, 'aliases: "a b" is not a name for an alias.'],
      [{ aliases: { 'tier:a': 'openai/o3' } }, 'aliases: "tier:a" is not a name for an alias.'],
      [{ aliases: { a: 'tier:none' } }, 'aliases.a: no tier is called "none". Known: none.'],
      [{ aliases: { a: 'opnai/o3' } }, 'aliases.a: no provider is called "opnai".'],
      [{ aliases: { a: 'openai/' } }, 'aliases.a: "openai/" is neither an alias nor a model'],
      [{ aliases: { a: 'b', b: 'a' } }, 'aliases.a: the aliases a → b → a go in a circle.'],
      [{ aliases: { a: 'a' } }, 'aliases.a: the aliases a → a go in a circle.'],
      [{ routing: { defaultModel: 'tier:x' } }, 'routing.defaultModel: no tier is called "x".'],
      [{ prices: { 'gpt-4.1': { input: 1, output: 1 } } }, 'prices["gpt-4.1"]: name the model as'],
      [
        { prices: { 'openai/o3': { input: -1, output: 1 } } },
        'prices["openai/o3"].input: -1 is not a price.',
      ],
      [{ prices: { 'opnai/o3': { input: 1, output: 1 } } }, 'prices["opnai/o3"]: no provider is'],
      [{ providers: [openai, provider('openai')] }, 'Two providers are called "openai".'],
      [{ providers: [provider('Open AI')] }, 'A provider is called "Open AI". Legal: lower case'],
      [
        { providers: [provider('a', { models: [{ id: 'm' }, { id: 'm' }] })] },
        'The provider "a" declares the model "m" twice.',
      ],
      [
        { providers: [provider('a', { priceBookId: 'opnai' })] },
        'The provider "a" has the priceBookId "opnai", which the price book does not know.',
      ],
    ])('refuses %j', async (options, message) => {
      const models = await directory({ providers, ...options });
      expect(() => models.onModuleInit()).toThrow(message);
      expect(caught(() => models.onModuleInit())).toMatchObject({ code: 'configuration' });
    });

    it('takes the same adapter twice as one', async () => {
      const models = await directory({ providers: [openai, openai] });
      expect(() => models.onModuleInit()).not.toThrow();
    });
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
