import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LlmMemoryKeysModule, LlmRouterModule } from 'nestjs-llm-router';
import { type LoadedConfig, loadConfig } from '../config/load-config.js';
import { planGateway } from '../gateway-plan.js';
import { seedsOf } from '../keys/seeds-of.js';
import { SimulatedUpstreams } from '../providers/simulated-upstreams.js';

/** Nothing listens there, and nobody asks. */
class NoUpstreams extends SimulatedUpstreams {
  override start(): Promise<string> {
    return Promise.resolve('http://127.0.0.1:9');
  }
}

export interface PolicyApplication {
  readonly loaded: LoadedConfig;
  readonly context: INestApplicationContext;
}

/**
 * The gateway's routing by itself: its providers, keys, rules and policies, without a server, a database or anybody that
 * is asked. Rejects as `createGateway` does for a configuration that is wrong.
 */
export async function policyApplication(
  { OLLAMA_BASE_URL: _asked, ...env }: NodeJS.ProcessEnv,
  cwd: string,
): Promise<PolicyApplication> {
  const loaded = loadConfig(env, cwd);
  const { router } = await planGateway(loaded, cwd, new NoUpstreams());

  @Module({
    imports: [
      LlmMemoryKeysModule.forRoot({ seeds: seedsOf(loaded.config.keys) }),
      LlmRouterModule.forRoot({ ...router, log: 'off' }),
    ],
  })
  class PolicyModule {}

  const options = { abortOnError: false, logger: false } as const;
  return {
    loaded,
    context: await NestFactory.createApplicationContext(PolicyModule, options),
  };
}
