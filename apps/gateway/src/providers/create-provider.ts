import {
  anthropic,
  azureOpenai,
  bedrock,
  cerebras,
  deepseek,
  fireworks,
  google,
  groq,
  llamaCpp,
  lmStudio,
  mistral,
  nvidia,
  ollama,
  openai,
  openaiCompatible,
  openrouter,
  perplexity,
  together,
  vllm,
  xai,
  type ModelDeclaration,
  type ProviderAdapter,
} from 'nestjs-llm-router';
import type { ProviderSettings } from '../config/provider-schema.js';
import type { SimulatedUpstreams } from './simulated-upstreams.js';
import { withApiKey } from './with-api-key.js';

const HOSTED = {
  openrouter,
  groq,
  together,
  fireworks,
  deepseek,
  mistral,
  xai,
  perplexity,
  cerebras,
  nvidia,
} as const;

const LOCAL = { ollama, vllm, 'lm-studio': lmStudio, 'llama-cpp': llamaCpp } as const;

/** Made-up prices, so that a demo has costs to show. */
const SIMULATED_MODELS: readonly ModelDeclaration[] = [
  { id: 'sim-fast', price: { input: 0.1, output: 0.4 } },
  { id: 'sim-smart', price: { input: 2, output: 8 } },
];

/** It runs inside the gateway, and forgets what it was sent. */
const NOTHING_LEAVES: ProviderAdapter['dataPolicy'] = { trainsOnData: false, zeroRetention: true };

/**
 * The adapter that an entry of `providers` asks for; relative paths in it start in `cwd`. Rejects with a
 * `ConfigurationError` that says what is wrong.
 */
export async function createProvider(
  settings: ProviderSettings,
  cwd: string,
  upstreams: SimulatedUpstreams,
): Promise<ProviderAdapter> {
  switch (settings.type) {
    case 'openai':
      return openai(withApiKey(settings, cwd));
    case 'anthropic':
      return anthropic(withApiKey(settings, cwd));
    case 'google':
      return google(withApiKey(settings, cwd));
    case 'bedrock':
      return bedrock({ ...settings, credentials: settings });
    case 'azure-openai':
      return azureOpenai(withApiKey(settings, cwd));
    case 'openai-compatible':
      return openaiCompatible({
        ...withApiKey(settings, cwd),
        openEnded: settings.models === undefined,
      });
    case 'simulated':
      return simulated(settings, await upstreams.start(settings.id));
    case 'ollama':
    case 'vllm':
    case 'lm-studio':
    case 'llama-cpp':
      return LOCAL[settings.type](withApiKey(settings, cwd));
    default:
      return HOSTED[settings.type](withApiKey(settings, cwd));
  }
}

/** Open-ended: the words of a simulated model's name order its faults, as in `sim-fast+fault-status-503`. */
function simulated(
  settings: Extract<ProviderSettings, { type: 'simulated' }>,
  url: string,
): ProviderAdapter {
  const { id, wire, region, dataPolicy = NOTHING_LEAVES } = settings;
  const models: readonly ModelDeclaration[] = settings.models ?? SIMULATED_MODELS;
  const options = { id, models, openEnded: true, region, dataPolicy };
  return wire === 'anthropic'
    ? anthropic({ ...options, apiKey: 'simulated', baseUrl: url })
    : openaiCompatible({ ...options, baseUrl: `${url}/v1`, priceBookId: null });
}
