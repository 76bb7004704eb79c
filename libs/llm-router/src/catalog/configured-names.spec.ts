import type { LlmRouterOptions } from '../contracts/options.js';
import type { DegradeOptions } from '../contracts/tier.js';
import { anthropic, caught, directory, groq, openai, provider } from './directory.fixture.js';

const providers = [openai, anthropic, groq];

describe('tiers', () => {
  it('give their members the weights that are written', async () => {
    const models = await directory({
      providers,
      tiers: {
        smart: {
          models: [
            { model: 'openai/gpt-4.1', weight: 3 },
            { model: 'claude', weight: 1 },
            { model: 'openai/o3', weight: 0 },
            { model: 'openai/gpt-4o' },
          ],
        },
      },
      aliases: { claude: 'anthropic/claude-sonnet-4-5' },
    });
    const [gpt, claude, o3, omni] = models.resolve('tier:smart');
    const [plain] = models.resolve('openai/gpt-4.1');
    expect(gpt).toEqual({ ...plain, weight: 3 });
    expect(Object.isFrozen(gpt)).toBe(true);
    expect(plain?.weight).toBeUndefined();
    expect(claude).toBe(models.resolve('claude')[0]);
    expect(o3?.weight).toBe(0);
    expect(omni).toBe(models.resolve('openai/gpt-4o')[0]);
  });

  it('give their members the releases that are written, and no one else', async () => {
    const models = await directory({
      providers,
      tiers: {
        smart: [
          { model: 'openai/gpt-4.1', release: '2026-11' },
          { model: 'claude', release: 'canary', weight: 2 },
          'openai/o3',
        ],
      },
      aliases: { claude: 'anthropic/claude-sonnet-4-5' },
    });
    const [gpt, claude, o3] = models.resolve('tier:smart');
    const [plain] = models.resolve('openai/gpt-4.1');
    expect(gpt).toEqual({ ...plain, release: '2026-11' });
    expect(gpt).not.toHaveProperty('weight');
    expect(Object.isFrozen(gpt)).toBe(true);
    expect(claude).toMatchObject({ release: 'canary', weight: 2 });
    expect(o3).toBe(models.resolve('openai/o3')[0]);
    expect(plain).not.toHaveProperty('release');
  });

  it('tell their strategy and their ladder, through aliases too', async () => {
    const degrade = { smaller: ['openai/gpt-4.1-nano'], staleCache: '1h' as const };
    const models = await directory({
      providers,
      tiers: {
        smart: { models: ['openai/gpt-4.1'], strategy: 'fastest', degrade },
        cheap: ['openai/gpt-4.1-mini'],
      },
      aliases: { best: 'very-best', 'very-best': 'tier:smart', mini: 'openai/gpt-4.1-mini' },
    });
    expect(models.tierOf('tier:smart')).toEqual({ strategy: 'fastest', degrade });
    expect(models.tierOf('best')).toBe(models.tierOf('tier:smart'));
    expect(models.tierOf('tier:cheap')).toEqual({});
    for (const name of ['mini', 'openai/gpt-4.1', 'tier:none', 'smart']) {
      expect(models.tierOf(name)).toBeUndefined();
    }
  });

  it('may name other tiers and later ones on their ladders, and know their models', async () => {
    const models = await directory({
      providers: [provider('local', { openEnded: true })],
      tiers: {
        smart: {
          models: ['local/large'],
          degrade: { equal: ['peer'], smaller: ['tier:cheap', 'local/tiny'] },
        },
        cheap: ['local/small'],
      },
      aliases: { peer: 'local/peer' },
    });
    expect(() => models.onModuleInit()).not.toThrow();
    expect(models.list().map((it) => it.id)).toEqual(
      expect.arrayContaining(['local/peer', 'local/tiny', 'local/small']),
    );
  });
});

describe('at boot', () => {
  it.each<[LlmRouterOptions, string]>([
    [
      { tiers: { cheap: ['openai/o3', 'opnai/o3'] } },
      'tiers.cheap[1]: no provider is called "opnai". Known: anthropic, groq, openai.',
    ],
    [{ tiers: { cheap: ['gpt-99'] } }, 'tiers.cheap[0]: "gpt-99" is neither an alias nor a model'],
    [{ tiers: { cheap: [] } }, 'tiers.cheap: name at least one model.'],
    [{ tiers: { cheap: { models: [] } } }, 'tiers.cheap.models: name at least one model.'],
    [{ tiers: { cheap: {} as never } }, 'tiers.cheap.models: name at least one model.'],
    [
      { tiers: { cheap: { models: ['openai/o3', { model: 'opnai/o3' }] } } },
      'tiers.cheap.models[1]: no provider is called "opnai".',
    ],
    [
      { tiers: { cheap: [{ model: 'openai/o3', weight: -1 }] } },
      'tiers.cheap[0].weight: -1 is not a weight. Legal: numbers from 0 on.',
    ],
    [{ tiers: { cheap: [{ model: 'openai/o3', weight: NaN }] } }, '.weight: NaN is not a weight.'],
    [
      { tiers: { cheap: [{ model: 'openai/o3', weight: '2' as never }] } },
      '.weight: "2" is not a weight.',
    ],
    ...['', ' ', 'x'.repeat(101), 7 as never].map((release): [LlmRouterOptions, string] => [
      { tiers: { cheap: [{ model: 'openai/o3', release }] } },
      `tiers.cheap[0].release: ${JSON.stringify(release)} is not a release. Legal: a text of 1 to 100 characters that is not blank.`,
    ]),
    [
      { tiers: { cheap: ['openai/o3', { model: 'openai/o3', release: 'canary' }] } },
      'tiers.cheap[1]: openai/o3 is in the tier already, with another weight or release.',
    ],
    [
      { tiers: { cheap: [{ weight: 1 } as never] } },
      'tiers.cheap[0]: {"weight":1} is not a member of a tier. Legal: the name of a model or alias, or { model, weight, release }.',
    ],
    [
      { tiers: { cheap: ['openai/o3', { model: 'openai/o3', weight: 2 }] } },
      'tiers.cheap[1]: openai/o3 is in the tier already, with another weight or release.',
    ],
    [
      ladder({ equal: ['openai/gpt-4.1', 'gpt-99'] }),
      'tiers.a.degrade.equal[1]: "gpt-99" is neither an alias nor a model',
    ],
    [ladder({ smaller: ['tier:b'] }), 'tiers.a.degrade.smaller[0]: no tier is called "b".'],
    [
      ladder({ smaller: ['tier:a'] }),
      'tiers.a.degrade.smaller[0]: "tier:a" stands for the tier itself.',
    ],
    [
      ladder({ staleCache: '1 hour' as never }),
      'tiers.a.degrade.staleCache: "1 hour" is not a duration.',
    ],
    [ladder({ trim: {} }), 'tiers.a.degrade.trim: name `keepMessages`, `maxTokens` or both.'],
    [
      ladder({ trim: { keepMessages: 0 } }),
      'tiers.a.degrade.trim.keepMessages: 0 is not a limit. Legal: whole numbers from 1 on.',
    ],
    [ladder({ trim: { maxTokens: 1.5 } }), 'tiers.a.degrade.trim.maxTokens: 1.5 is not a limit.'],
    [ladder({ answer: '' }), 'tiers.a.degrade.answer: write the text of the answer.'],
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
  ])('refuses %j', async (options, message) => {
    const models = await directory({ providers, ...options });
    expect(() => models.onModuleInit()).toThrow(message);
    expect(caught(() => models.onModuleInit())).toMatchObject({ code: 'configuration' });
  });
});

function ladder(degrade: DegradeOptions): LlmRouterOptions {
  return { tiers: { a: { models: ['openai/o3'], degrade } } };
}
