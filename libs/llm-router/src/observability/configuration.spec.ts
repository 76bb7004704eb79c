import type { LlmRouterOptions } from '../contracts/options.js';
import type { PluginKind } from '../plugin/plugin-kinds.js';
import type { PluginRegistry } from '../plugin/plugin-registry.js';
import { FakeProvider } from '../testing/fake-provider.js';
import { Configuration } from './configuration.js';

type Plugins = Partial<Record<PluginKind, readonly { id: string }[]>>;

function hashOf(options: LlmRouterOptions, plugins: Plugins = {}): string {
  const registry = { all: (kind: PluginKind) => plugins[kind] ?? [] };
  return new Configuration(options, registry as unknown as PluginRegistry).hash;
}

const tiers = { cheap: ['openai/gpt-4.1-mini'] };

it('is 32 hexadecimal digits, and the same for what means the same', () => {
  const hash = hashOf({ tiers, aliases: { a: 'b', c: 'd' } });
  expect(hash).toMatch(/^[0-9a-f]{32}$/);
  expect(hashOf({ aliases: { c: 'd', a: 'b' }, tiers: { ...tiers } })).toBe(hash);
});

it.each<[string, LlmRouterOptions, Plugins]>([
  ['a tier', { tiers: { cheap: ['groq/llama'] } }, {}],
  ['the order in a tier', { tiers: { cheap: ['groq/llama', 'openai/gpt-4.1-mini'] } }, {}],
  ['an option', { tiers, log: 'off' }, {}],
  ['a provider', { tiers }, { provider: [new FakeProvider()] }],
  [
    'a fact of a provider',
    { tiers },
    { provider: [Object.assign(new FakeProvider(), { region: 'eu' })] },
  ],
  ['a filter', { tiers }, { filter: [{ id: 'mine' }] }],
])('changes with %s', (_, options, plugins) => {
  const others = [
    hashOf({ tiers }),
    hashOf({ tiers }, { provider: [new FakeProvider({ id: 'f' })] }),
  ];
  expect(others).not.toContain(hashOf(options, plugins));
});

it('does not change with a sink, with the order of filters, nor with what is inside of an object with a class', () => {
  class Manager {
    constructor(readonly connection: object) {}
    get = async () => undefined;
    set = async () => undefined;
  }
  const circular: { self?: object } = {};
  circular.self = circular;
  const options = (connection: object) => ({ tiers, cache: { manager: new Manager(connection) } });
  const plugins = { filter: [{ id: 'a' }, { id: 'b' }] };
  expect(hashOf(options({}), { ...plugins, sink: [{ id: 'mine' }] })).toBe(
    hashOf(options(circular), { filter: [...plugins.filter].reverse() }),
  );
});

it('takes whatever options hold', () => {
  const odd: Record<string, unknown> = { big: 1n, call: () => 1, at: new Date(0), when: /a/ };
  odd['self'] = odd;
  expect(hashOf({ tags: odd } as LlmRouterOptions)).toMatch(/^[0-9a-f]{32}$/);
});
