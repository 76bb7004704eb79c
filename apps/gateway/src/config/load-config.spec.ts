import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewaySchema } from './gateway-schema.js';
import { loadConfig } from './load-config.js';
import { PROVIDER_TYPES } from './provider-schema.js';

describe('loadConfig', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'gateway-config-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function load(yaml: string | undefined, env: NodeJS.ProcessEnv = {}) {
    if (yaml !== undefined) writeFileSync(join(directory, 'gateway.yaml'), yaml);
    return loadConfig(env, directory);
  }

  function complaint(yaml: string | undefined, env: NodeJS.ProcessEnv = {}): string {
    try {
      load(yaml, env);
    } catch (error) {
      expect(error).toHaveProperty('name', 'ConfigurationProblems');
      return (error as Error).message;
    }
    throw new Error('The configuration was taken.');
  }

  it('needs neither file nor environment', () => {
    const { config, file } = load(undefined);
    expect(file).toBeUndefined();
    expect(config).toMatchObject({
      server: { host: '127.0.0.1', port: 3000, bodyLimit: 33_554_432, shutdownTimeout: '25s' },
      database: { url: 'llm-router.sqlite' },
      limits: { requestsPerMinute: 0 },
      keys: [],
    });
    expect(config.providers).toBeUndefined();
  });

  it('takes a section with nothing but comments in it as absent', () => {
    expect(load('server:\n  # port: 80\nproviders:\n').config.server.port).toBe(3000);
  });

  it('reads units, short forms of models, and variables', () => {
    const { config } = load(
      `
server: { port: "\${MY_PORT}", bodyLimit: 1MiB }
providers:
  - { type: openai, apiKey: "\${SECRET}", models: [gpt-4.1, { id: o3, price: { input: "2", output: 8 } }] }
breaker: false
aliases: { literal: "$\${SECRET}" }
`,
      { MY_PORT: '8080', SECRET: 'sk-1' },
    );
    expect(config.server).toMatchObject({ port: 8080, bodyLimit: 1_048_576 });
    expect(config.providers?.[0]).toEqual({
      type: 'openai',
      apiKey: 'sk-1',
      models: [{ id: 'gpt-4.1' }, { id: 'o3', price: { input: '2', output: 8 } }],
    });
    expect(config.breaker).toBe(false);
    expect(config.aliases).toEqual({ literal: '${SECRET}' });
  });

  it.each([
    ['hunter2', 'hunter2'],
    ['[{ key: a, alias: team, weight: 3 }, { key: "${SECRET}" }]', undefined],
    ['{ file: /run/secrets/x }', { file: '/run/secrets/x' }],
    ['{ env: OPENAI_API_KEY }', { env: 'OPENAI_API_KEY' }],
  ])('takes the key %s', (written, read) => {
    const { config } = load(`providers: [{ type: openai, apiKey: ${written} }]`, { SECRET: 's' });
    const apiKey = read ?? [{ key: 'a', alias: 'team', weight: 3 }, { key: 's' }];
    expect(config.providers).toEqual([{ type: 'openai', apiKey }]);
  });

  it.each([
    ['[]', 'apiKey: what is written here is not legal. Legal: at least one { key, alias, weight }'],
    ['[hunter2]', 'apiKey[0]: the value (not shown) is not legal. Legal: a group of settings: key'],
    ['[{ alias: a }]', 'apiKey[0].key: missing. Legal: a text of visible ASCII characters.'],
    ['[{ key: "hunter2 " }]', 'apiKey[0].key: the value (not shown) is not legal.'],
    [
      '[{ key: a, alias: a b }]',
      'apiKey[0].alias: the value (not shown) is not legal. Legal: 1 to',
    ],
    [
      '[{ key: a, weight: 0 }]',
      'apiKey[0].weight: the value (not shown) is not legal. Legal: a nu',
    ],
    ['[{ key: a, wieght: 1 }]', 'apiKey[0].wieght: there is no such setting. Did you mean weight?'],
    ['{ path: hunter2 }', 'apiKey.path: there is no such setting. Legal: file, env.'],
    ['{ file: a, env: B }', 'apiKey: what is written here is not legal. Legal: either file'],
    [
      '{ env: " " }',
      'apiKey.env: the value (not shown) is not legal. Legal: a text that is not bl',
    ],
    [
      '7',
      'apiKey: the value (not shown) is not legal. Legal: a text of visible ASCII characters, a',
    ],
  ])('refuses the key %s at its own place', (written, message) => {
    const text = complaint(`providers: [{ type: openai, apiKey: ${written} }]`);
    expect(text).toContain(`providers[0].${message}`);
    expect(text).not.toContain('hunter2');
  });

  it('lets the environment win over the file', () => {
    const { config } = load('server: { port: 1, host: a }\ndatabase: { url: a.sqlite }', {
      PORT: '2',
      DATABASE_URL: 'postgres://x/y',
      REDIS_URL: '',
      LLM_ROUTER_KEYS: 'alice:s1, bob:s:2',
      LLM_ROUTER_ADMIN_KEYS: 'root:s3',
    });
    expect(config).toMatchObject({
      server: { port: 2, host: 'a' },
      database: { url: 'postgres://x/y' },
      redis: {},
    });
    expect(config.keys).toEqual([
      { id: 'alice', key: 's1', admin: false },
      { id: 'bob', key: 's:2', admin: false },
      { id: 'root', key: 's3', admin: true },
    ]);
  });

  it('lists every mistake with its place, its value and what is legal', () => {
    expect(
      complaint(
        `
server: { prot: 80, port: 70000, shutdownTimeout: soon }
providers:
  - { type: opnai, apiKey: sk-1 }
  - { type: anthropic }
  - { type: simulated, id: sim, wire: antropic }
  - 7
tiers: { cheap: openai/gpt-4.1 }
prices: { openai/o3: { input: cheap, output: 1 } }
keys: [{ id: a, sha256: s2 }, { id: b }]
cache: { ttl: 10x }
`,
        { PORT: 'eighty', DATABASE_URL: 'mysql://root:hunter2@db/x?password=hunter2' },
      ),
    ).toBe(`The gateway cannot start: 14 problems in its configuration.

gateway.yaml
  server.port: 70000 is not legal. Legal: a whole number, from 0 to 65535.
  server.shutdownTimeout: "soon" is not legal. Legal: milliseconds as a number, or e.g. "500ms", "30s", "10m", "2h", "1d".
  server.prot: there is no such setting. Did you mean port? Legal: host, port, bodyLimit, requestTimeout, trustedProxies, shutdownTimeout.
  providers[0].type: "opnai" is not legal. Did you mean openai? Legal: one of openai, anthropic, google, bedrock, azure-openai, openrouter, groq, together, fireworks, deepseek, mistral, xai, perplexity, cerebras, nvidia, ollama, vllm, lm-studio, llama-cpp, openai-compatible, simulated.
  providers[1].apiKey: missing. Legal: a text of visible ASCII characters, a list of { key, alias, weight }, { file: <path> } or { env: <name> }.
  providers[2].wire: "antropic" is not legal. Did you mean anthropic? Legal: one of openai, anthropic.
  providers[3]: 7 is not legal. Legal: a group of settings with a type.
  tiers.cheap: "openai/gpt-4.1" is not legal. Legal: a list of models, or a group of settings: models, strategy, degrade.
  prices["openai/o3"].input: "cheap" is not legal. Legal: US dollars per million tokens, e.g. 0.15 or "0.15".
  cache.ttl: "10x" is not legal. Legal: milliseconds as a number, or e.g. "500ms", "30s", "10m", "2h", "1d".
  keys[0].sha256: the value (not shown) is not legal. Legal: a SHA-256 digest: 64 hexadecimal digits.
  keys[1]: what is written here is not legal. Legal: either key, or sha256 (the digest of the key).

environment
  PORT: "eighty" is not legal. Legal: a whole number, from 0 to 65535.
  DATABASE_URL: "mysql://…@db/x?…" is not legal. Legal: a URL that begins with postgres:// or postgresql://, the path of an SQLite file, or ":memory:".`);
  });

  it.each([
    ['apiKey', 'providers: [{ type: openai, apiKey: "hunter2 with blanks" }]'],
    ['a key', 'keys: [{ id: a, key: "hunter2 with blanks" }]'],
    ['a key at the wrong place', 'keys: [hunter2]'],
    ['a variable', 'redis: { url: "${SECRET_URL}" }'],
  ])('never shows the secret in %s', (_name, yaml) => {
    const message = complaint(yaml, { SECRET_URL: 'http://:hunter2@redis' });
    expect(message).not.toContain('hunter2');
    expect(message).toMatch(/ is not legal/);
  });

  it('names a variable that is not set', () => {
    expect(complaint('providers: [{ type: openai, apiKey: "${OPENAI_KEY}" }]')).toContain(
      'providers[0].apiKey: the environment has no variable OPENAI_KEY. Set it, or write $${ for a literal ${.',
    );
  });

  it('names the line of text that is not YAML, without quoting it', () => {
    const message = complaint('server:\n  port: 80\n  key: "hunter2\n');
    expect(message).toMatch(/gateway\.yaml\n {2}line \d+, column \d+: /);
    expect(message).not.toContain('hunter2');
  });

  it('refuses a document that is a list, and two keys with one name', () => {
    expect(complaint('[1]')).toContain('Legal: a group of settings: server, database');
    expect(complaint('keys: [{ id: a, key: s }]', { LLM_ROUTER_KEYS: 'a:t' })).toContain(
      'two keys are called "a"',
    );
  });

  it('stops for a named file that is missing, and reads the one that is there', () => {
    expect(complaint(undefined, { LLM_ROUTER_CONFIG: 'other.yaml' })).toContain(
      'LLM_ROUTER_CONFIG: "other.yaml": the file does not exist.',
    );
    writeFileSync(join(directory, 'other.yaml'), 'server: { port: 4 }');
    expect(load('server: { port: 5 }', { LLM_ROUTER_CONFIG: 'other.yaml' })).toMatchObject({
      config: { server: { port: 4 } },
      file: 'other.yaml',
    });
  });

  describe('the example', () => {
    const example = readFileSync(join(__dirname, '../../gateway.example.yaml'), 'utf8');

    it('holds the defaults', () => {
      const { providers, routing, timeouts, retries, cache, responses, ...more } =
        load(example).config;
      const { breaker, hedge, concurrency, log, ...rest } = more;
      expect(log).toBe('notable');
      expect(rest).toEqual(load('').config);
      expect(providers).toBeUndefined();
      expect([routing, timeouts, retries, cache, responses]).not.toContain(undefined);
      expect([breaker, hedge, concurrency]).not.toContain(undefined);
    });

    it('is legal with everything switched on that it shows', () => {
      const secrets = [...example.matchAll(/(?<!\$)\$\{(\w+_(?:KEYS?|SECRET))\}/g)];
      const env = Object.fromEntries(secrets.map(([, name]) => [name, 'k'.repeat(32)]));
      const { config } = load(example.replace(/^( *)#(?=\S)/gm, '$1'), env);
      expect(config.providers).toHaveLength(PROVIDER_TYPES.length);
      expect(Object.values(config).every((it) => it !== undefined)).toBe(true);
      expect(Object.keys(config).sort()).toEqual(Object.keys(gatewaySchema.shape).sort());
      expect(config.routing?.rules).toHaveLength(2);
      expect(config.routing?.rules?.[0]?.when).toMatchObject({
        headers: { 'x-plan': ['free', 'trial'] },
        time: { from: '22:00', to: '06:00' },
      });
    });
  });
});
