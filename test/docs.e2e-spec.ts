import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { INestApplication, Type } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type * as LlmRouterPackage from 'nestjs-llm-router';
import { LlmLedgerModule, llmLedgerMigrations } from 'nestjs-llm-router/typeorm';
import { FakeProvider } from 'nestjs-llm-router/testing';
import ts from 'typescript';
import { DataSource } from 'typeorm';
import { createGateway } from '../apps/gateway/src/create-gateway.js';
import { listen } from '../apps/gateway/src/server/listen.js';

/** Every code block of the documentation is compiled or run, so that what a newcomer pastes works. */
const root = join(__dirname, '..');
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

interface Block {
  readonly page: string;
  readonly language: string;
  readonly code: string;
}

const blocks: Block[] = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
    ([, language, code]) => ({ page, language: language!, code: code! }),
  ),
);
const inLanguage = (language: string, page = '') =>
  blocks.filter((block) => block.language === language && block.page.startsWith(page));

const options: ts.CompilerOptions = {
  ...ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    root,
  ).options,
  noEmit: true,
};

/** Runs a block as a module, and gives what it exports. */
function run(code: string, globals: Record<string, unknown> = {}): Record<string, unknown> {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      ...options,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      noEmit: false,
      sourceMap: false,
      isolatedModules: false,
    },
  });
  const module = { exports: {} as Record<string, unknown> };
  const names = ['module', 'exports', 'require', ...Object.keys(globals)];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the point is to run what the page says
  new Function(...names, outputText)(module, module.exports, require, ...Object.values(globals));
  return module.exports;
}

describe('the documentation', () => {
  const directory = mkdtempSync(join(tmpdir(), 'llm-router-docs-'));
  const cwd = process.cwd();

  beforeAll(() => process.chdir(directory));
  afterAll(() => {
    process.chdir(cwd);
    rmSync(directory, { recursive: true });
  });

  it('has no code in a language that nothing here checks', () => {
    const languages = new Set(blocks.map(({ language }) => language));
    expect([...languages].sort()).toEqual(['bash', 'sql', 'ts', 'yaml']);
  });

  it('has TypeScript that compiles under strict rules', () => {
    const sources = new Map(
      inLanguage('ts').map(({ page, code }, index) => [
        join(root, 'test', `${page.replaceAll(/\W/g, '-')}-${index}.ts`),
        code,
      ]),
    );
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.getCurrentDirectory = () => root;
    host.fileExists = (name) => sources.has(name) || fileExists(name);
    host.getSourceFile = (name, version, ...rest) =>
      sources.has(name)
        ? ts.createSourceFile(name, sources.get(name)!, version)
        : getSourceFile(name, version, ...rest);
    const program = ts.createProgram([...sources.keys()], options, host);
    const problems = ts
      .getPreEmitDiagnostics(program)
      .filter(({ file }) => file && sources.has(file.fileName))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(problems).toEqual([]);
    expect(sources.size).toBeGreaterThanOrEqual(5);
  });

  describe('README modules', () => {
    let app: INestApplication;

    const start = async (module: Type) => {
      const testing = await Test.createTestingModule({ imports: [module] }).compile();
      app = testing.createNestApplication(new FastifyAdapter(), { logger: false });
      await app.listen(0, '127.0.0.1');
      return app.getUrl();
    };

    afterEach(() => app.close());

    it('the module in 20 lines starts', async () => {
      const { AppModule } = run(inLanguage('ts', 'README')[0]!.code);
      const url = await start(AppModule as Type);
      expect((await fetch(`${url}/texts/nothing`)).status).toBe(404);
    });

    it('ledger, health and limits answer', async () => {
      const block = inLanguage('ts', 'README').find(({ code }) => code.includes('UsageLedger'))!;
      const { OperationsModule } = run(block.code);
      const url = await start(OperationsModule as Type);
      expect(await (await fetch(`${url}/spend`)).json()).toEqual([]);
      // Nothing listens where the example says that Ollama is.
      expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
        details: { ollama: { state: expect.any(String) } },
      });
    });
  });

  it('README service calls the router', async () => {
    const block = inLanguage('ts', 'README').find(({ code }) => code.includes('class Answers'))!;
    const { Answers } = run(block.code, { console: { log: () => undefined } });
    const { LlmRouterModule } = jest.requireActual<typeof LlmRouterPackage>('nestjs-llm-router');
    const module = await Test.createTestingModule({
      imports: [
        LlmRouterModule.forRoot({
          providers: [new FakeProvider()],
          tiers: { cheap: ['fake/c'], premium: ['fake/p'] },
        }),
      ],
      providers: [Answers as Type],
    }).compile();
    await module.init();
    const answers = module.get<{
      answer(question: string): Promise<string>;
      type(question: string, signal: AbortSignal): AsyncGenerator<string>;
    }>(Answers as Type);
    expect(await answers.answer('Why?')).toBe('Why?');
    const pieces: string[] = [];
    for await (const piece of answers.type('How?', new AbortController().signal)) {
      pieces.push(piece);
    }
    expect(pieces.join('')).toBe('How?');
    await module.close();
  });

  it('README test of one’s own code passes', async () => {
    const block = inLanguage('ts', 'README').find(({ code }) => code.includes('FakeProvider'))!;
    const tests: (() => Promise<void>)[] = [];
    run(block.code, { test: (_name: string, body: () => Promise<void>) => tests.push(body) });
    expect(tests).toHaveLength(1);
    await tests[0]!();
  });

  it('README plugin is a plugin', async () => {
    const block = inLanguage('ts', 'README').find(({ code }) => code.includes('NightTariff'))!;
    const { NightTariff } = run(block.code) as {
      NightTariff: new (clock: { now(): number }) => {
        rank(ids: string[]): { candidate: string }[];
      };
    };
    const at = (hour: number) => new NightTariff({ now: () => Date.UTC(2026, 0, 1, hour) });
    const ranked = (hour: number) =>
      at(hour)
        .rank(['a', 'b'])
        .map(({ candidate }) => candidate);
    expect(ranked(3)).toEqual(['b', 'a']);
    expect(ranked(12)).toEqual(['a', 'b']);
  });

  it('README commands for the gateway answer', async () => {
    const gateway = await createGateway({ DATABASE_URL: ':memory:', PORT: '0' }, directory);
    const { host } = new URL(await listen(gateway));
    try {
      const script = inLanguage('bash', 'README').find(({ code }) => code.startsWith('curl'))!.code;
      const commands = script.replaceAll('127.0.0.1:3000', host).replaceAll('curl ', 'curl -sSf ');
      const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', commands]);
      expect(stdout).toContain('Simulated answer to: Hello!');
      expect(stdout).toContain('"requests":1');
    } finally {
      await gateway.close();
    }
  });

  it('README configuration of the gateway is legal', async () => {
    const [{ code }] = inLanguage('yaml', 'README') as [Block];
    writeFileSync(join(directory, 'readme.yaml'), code);
    const gateway = await createGateway(
      {
        LLM_ROUTER_CONFIG: 'readme.yaml',
        DATABASE_URL: ':memory:',
        OPENAI_API_KEY: 'sk-readme',
        GROQ_API_KEY: 'gsk-readme',
        SEARCH_TEAM_KEY: 'a-key-of-the-search-team',
      },
      directory,
    );
    await gateway.close();
  });

  it('SQL of the ledger page runs', async () => {
    expect(LlmLedgerModule).toBeDefined();
    const source = await new DataSource({
      type: 'better-sqlite3',
      database: ':memory:',
      migrations: llmLedgerMigrations,
      migrationsRun: true,
    }).initialize();
    for (const { code } of inLanguage('sql')) expect(await source.query(code)).toEqual([]);
    await source.destroy();
  });
});
