import { Test } from '@nestjs/testing';
import { Clock, SystemClock } from '../contracts/clock.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { ConfiguredModelDirectory } from './configured-model-directory.js';

/** A clock that stands where it is put, at an ISO 8601 time. */
export class HandClock extends Clock {
  constructor(public time: string) {
    super();
  }

  override now(): number {
    return Date.parse(this.time);
  }

  override monotonic(): number {
    return this.now();
  }
}

/** An adapter that is asked for nothing but its models. */
export function provider(id: string, extra: Partial<ProviderAdapter> = {}): ProviderAdapter {
  return {
    id,
    dialect: 'openai-chat',
    models: [],
    open: () => Promise.reject(new Error('not in this test')),
    ...extra,
  };
}

/** A directory of what the options and the plugins say; not booted. */
export async function directory(
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

export const openai = provider('openai');
export const anthropic = provider('anthropic');
export const groq = provider('groq');
export const ids = (candidates: readonly { id: string }[]): string[] =>
  candidates.map((it) => it.id);

/** What running it throws. */
export function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
