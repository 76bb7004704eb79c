import { Logger } from '@nestjs/common';
import type { LlmRouterOptions } from 'nestjs-llm-router';
import type { LoadedConfig } from './config/load-config.js';
import { createProvider } from './providers/create-provider.js';
import type { ProviderSettings } from './config/provider-schema.js';
import { defaultSetup } from './providers/default-setup.js';
import { firstOllamaModel } from './providers/first-ollama-model.js';
import type { SimulatedUpstreams } from './providers/simulated-upstreams.js';

/** Who answers, and under which tiers. */
export interface GatewaySetup {
  readonly providers: readonly ProviderSettings[];
  readonly tiers: NonNullable<LlmRouterOptions['tiers']>;
}

/** Everything that is decided before the application exists. */
export interface GatewayPlan {
  readonly loaded: LoadedConfig;
  /** Where relative paths start. */
  readonly cwd: string;
  readonly upstreams: SimulatedUpstreams;
  readonly setup: GatewaySetup;
  readonly router: LlmRouterOptions;
}

/** Injects the plan. */
export const GATEWAY_PLAN = Symbol('gateway-plan');

/** Decides who answers, and starts what runs inside the gateway. */
export async function planGateway(
  loaded: LoadedConfig,
  cwd: string,
  upstreams: SimulatedUpstreams,
): Promise<GatewayPlan> {
  const setup = await setupOf(loaded);
  const providers = await Promise.all(
    setup.providers.map((settings) => createProvider(settings, cwd, upstreams)),
  );
  const { config } = loaded;
  const { concurrentCalls } = config.limits;
  return {
    loaded,
    cwd,
    upstreams,
    setup,
    router: {
      ...routerOptions(config),
      providers,
      tiers: setup.tiers,
      ...(concurrentCalls && { limits: { concurrentCalls } }),
    },
  };
}

/** The file decides; where it names no providers, the default ones answer, under its tiers if it has any. */
async function setupOf({ config, environment }: LoadedConfig): Promise<GatewaySetup> {
  if (config.providers) return { providers: config.providers, tiers: config.tiers ?? {} };
  const setup = defaultSetup(environment, await ollamaModel(environment.OLLAMA_BASE_URL));
  return { ...setup, tiers: config.tiers ?? setup.tiers };
}

async function ollamaModel(baseUrl: string | undefined): Promise<string | undefined> {
  if (baseUrl === undefined) return undefined;
  try {
    return await firstOllamaModel(baseUrl);
  } catch (error) {
    new Logger('Gateway').warn(`${(error as Error).message} The gateway starts without it.`);
    return undefined;
  }
}

function routerOptions(config: LoadedConfig['config']): LlmRouterOptions {
  const { aliases, prices, currency, routing, timeouts, retries, breaker, hedge, concurrency } =
    config;
  const { cache, redact, privacy, responses, tags, log } = config;
  const { budgets, budgeting } = config;
  const { shutdownTimeout: shutdown } = config.server;
  return {
    aliases,
    prices,
    currency,
    routing,
    timeouts: { ...timeouts, shutdown },
    retries,
    breaker,
    hedge,
    concurrency,
    cache,
    redact,
    privacy,
    responses,
    tags,
    log,
    budgets,
    budgeting,
  };
}
