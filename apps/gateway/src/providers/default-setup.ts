import type { Environment } from '../config/environment.js';
import type { ProviderSettings } from '../config/provider-schema.js';

/** Who answers, and under which tiers. */
export interface Setup {
  readonly providers: readonly ProviderSettings[];
  readonly tiers: Readonly<Record<string, readonly string[]>>;
}

interface Vendor {
  readonly provider: ProviderSettings;
  readonly cheap: string;
  readonly premium: string;
}

/**
 * What answers without a configuration: every vendor whose key is in the environment, and behind them simulated
 * providers, so that a call succeeds at once. `ollamaModel` is one that the local Ollama has.
 */
export function defaultSetup(env: Environment, ollamaModel?: string): Setup {
  const vendors = [...cloudVendors(env), ...ollama(env, ollamaModel), ...simulated()];
  const tier = (size: 'cheap' | 'premium') =>
    vendors.map((it) => `${it.provider.id ?? it.provider.type}/${it[size]}`);
  return {
    providers: vendors.map((it) => it.provider),
    tiers: { cheap: tier('cheap'), premium: tier('premium') },
  };
}

function cloudVendors(env: Environment): Vendor[] {
  const vendors: Vendor[] = [];
  const add = (
    type: 'openai' | 'anthropic' | 'google' | 'openrouter',
    apiKey: string | undefined,
    cheap: string,
    premium: string,
  ) => {
    if (apiKey !== undefined) vendors.push({ provider: { type, apiKey }, cheap, premium });
  };
  add('openai', env.OPENAI_API_KEY, 'gpt-4.1-mini', 'gpt-4.1');
  add('anthropic', env.ANTHROPIC_API_KEY, 'claude-haiku-4-5', 'claude-sonnet-4-5');
  add('google', env.GEMINI_API_KEY, 'gemini-2.5-flash', 'gemini-2.5-pro');
  add('openrouter', env.OPENROUTER_API_KEY, 'openai/gpt-4.1-mini', 'openai/gpt-4.1');
  return vendors;
}

function ollama(env: Environment, model: string | undefined): Vendor[] {
  const baseUrl = env.OLLAMA_BASE_URL;
  if (baseUrl === undefined || model === undefined) return [];
  return [{ provider: { type: 'ollama', baseUrl }, cheap: model, premium: model }];
}

function simulated(): Vendor[] {
  const provider = (id: string, wire: 'openai' | 'anthropic'): Vendor => ({
    provider: { type: 'simulated', id, wire },
    cheap: 'sim-fast',
    premium: 'sim-smart',
  });
  return [
    provider('sim-a', 'openai'),
    provider('sim-b', 'openai'),
    provider('sim-anthropic', 'anthropic'),
  ];
}
