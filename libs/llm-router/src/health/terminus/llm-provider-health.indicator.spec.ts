import { HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import { Clock, SystemClock } from '../../contracts/clock.js';
import { UpstreamError } from '../../contracts/errors/upstream-error.js';
import { LLM_ROUTER_OPTIONS } from '../../contracts/options.js';
import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { PluginRegistry } from '../../plugin/plugin-registry.js';
import { healthProviders } from '../health.providers.js';
import { LlmProviderHealthIndicator } from './llm-provider-health.indicator.js';

const provider = (id: string, answers: boolean): ProviderAdapter =>
  ({
    id,
    probe: async () => {
      if (!answers) throw new UpstreamError('refused', { code: 'connection_failed', provider: id });
    },
  }) as unknown as ProviderAdapter;

async function setUp(...providers: ProviderAdapter[]) {
  const module = await Test.createTestingModule({
    imports: [TerminusModule.forRoot({ logger: false })],
    providers: [
      PluginRegistry,
      ...healthProviders,
      LlmProviderHealthIndicator,
      { provide: LLM_ROUTER_OPTIONS, useValue: { providers } },
      { provide: Clock, useClass: SystemClock },
    ],
  }).compile();
  return {
    indicator: module.get(LlmProviderHealthIndicator),
    health: module.get(HealthCheckService),
  };
}

it('reports every provider with what is known of it', async () => {
  const { indicator, health } = await setUp(provider('a', true), provider('b', false));
  const checked = health.check([() => indicator.checkAll()]);
  await expect(checked).rejects.toMatchObject({
    response: {
      details: {
        a: { status: 'up', state: 'up' },
        b: {
          status: 'down',
          state: 'down',
          lastError: { code: 'connection_failed', message: 'refused' },
        },
      },
    },
  });
});

it('stays ready while one provider answers', async () => {
  const { indicator, health } = await setUp(provider('a', true), provider('b', false));
  expect(await health.check([() => indicator.isReady()])).toMatchObject({
    status: 'degraded',
    details: { 'llm-providers': { status: 'degraded', providers: { a: 'up', b: 'down' } } },
  });
});

it('is not ready where none does', async () => {
  const { indicator, health } = await setUp(provider('b', false));
  await expect(health.check([() => indicator.isReady('llm')])).rejects.toMatchObject({
    response: { error: { llm: { status: 'down', providers: { b: 'down' } } } },
  });
});

it('checks one provider under the key that it is given', async () => {
  const { indicator } = await setUp(provider('a', true));
  expect(await indicator.check('a')).toMatchObject({ a: { status: 'up' } });
  expect(await indicator.check('a', 'main')).toMatchObject({ main: { status: 'up' } });
});
