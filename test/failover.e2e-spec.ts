import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  LlmRouter,
  LlmRouterModule,
  type LlmRouterOptions,
  openaiCompatible,
} from 'nestjs-llm-router';
import {
  LlmLedgerModule,
  llmLedgerMigrations,
  UsageLedger,
  llmLedgerEntities,
} from 'nestjs-llm-router/typeorm';
import { SimulatedProvider } from 'simulated-provider';

/** The first provider of a tier dies while calls are under way: nobody notices but the ledger. */
describe('a provider is killed under load', () => {
  let first: SimulatedProvider;
  let second: SimulatedProvider;
  let context: INestApplicationContext;

  const start = async (breaker: LlmRouterOptions['breaker']) => {
    const adapter = (id: string, { url }: SimulatedProvider) =>
      openaiCompatible({ id, baseUrl: `${url}/v1`, models: [{ id: 'sim-fast' }] });
    first = await SimulatedProvider.start({ defaults: { latencyMs: 5 } });
    second = await SimulatedProvider.start();
    context = await NestFactory.createApplicationContext(
      {
        module: class App {},
        imports: [
          TypeOrmModule.forRoot({
            type: 'better-sqlite3',
            database: ':memory:',
            entities: llmLedgerEntities,
            migrations: llmLedgerMigrations,
            migrationsRun: true,
          }),
          LlmLedgerModule.forRoot(),
          LlmRouterModule.forRoot({
            providers: [adapter('first', first), adapter('second', second)],
            tiers: { both: ['first/sim-fast', 'second/sim-fast'] },
            routing: { strategy: 'priority' },
            hedge: false,
            log: 'off',
            breaker: breaker!,
          }),
        ],
      },
      { logger: false },
    );
  };

  afterEach(async () => {
    await context.close();
    await Promise.all([first.close(), second.close()]);
  });

  /** Keeps 20 calls under way until 200 are done, and kills the first provider in the middle of the 60th. */
  const load = async (stream: boolean): Promise<string[]> => {
    const router = context.get(LlmRouter);
    const ids: string[] = [];
    let begun = 0;
    const worker = async () => {
      while (begun < 200) {
        const number = begun++;
        const request = { tier: 'both', messages: [{ role: 'user' as const, content: 'Hello' }] };
        const call = stream ? router.stream(request) : undefined;
        if (number === 60) void first.close();
        if (call) for await (const part of call) expect(part).toBeDefined();
        const completion = await (call?.completion ?? router.complete(request));
        expect(completion.text).toContain('Hello');
        ids.push(completion.id);
      }
    };
    await Promise.all(Array.from({ length: 20 }, worker));
    return ids;
  };

  it.each([
    ['JSON', false],
    ['streams', true],
  ])(
    '%s: no call fails, and each failed attempt stands beside the successful one',
    async (_, stream) => {
      await start(false);
      const ids = await load(stream);
      const requests = await context
        .get(UsageLedger)
        .requests({ limit: 1_000, withAttempts: true });
      expect(requests.map(({ id }) => id).sort()).toEqual([...ids].sort());
      let afterTheKill = 0;
      for (const { status, attempts = [], provider } of requests) {
        expect(status).toBe('succeeded');
        if (provider === 'first') {
          expect(attempts).toMatchObject([{ provider: 'first', status: 'succeeded' }]);
          continue;
        }
        afterTheKill++;
        expect(attempts).toMatchObject([
          { index: 0, provider: 'first', status: 'failed', errorCode: 'connection_failed' },
          { index: 1, provider: 'second', status: 'succeeded' },
        ]);
      }
      expect(afterTheKill).toBeGreaterThanOrEqual(120);
    },
  );

  it('with a breaker, most calls do not even try the dead one', async () => {
    await start({ failures: 3 });
    await load(false);
    const requests = await context.get(UsageLedger).requests({ limit: 1_000, withAttempts: true });
    const wasted = requests.filter(({ attempts }) => attempts!.length > 1);
    expect(requests).toHaveLength(200);
    expect(requests.every(({ status }) => status === 'succeeded')).toBe(true);
    expect(wasted.length).toBeGreaterThanOrEqual(3);
    expect(wasted.length).toBeLessThanOrEqual(45);
  });
});
