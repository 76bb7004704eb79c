import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { OpenAiChatAdapter } from '../openai-chat/adapter.js';
import type { ApiKey, CommonProviderOptions } from '../provider-options.js';
import { HOSTED_VENDORS, type HostedVendor } from './hosted-vendors.js';
import { keyedVendorInit } from './vendor-init.js';

/** Options of the presets for hosted vendors. */
export interface PresetOptions extends CommonProviderOptions {
  readonly apiKey: ApiKey;
  /** Default: the preset's name. */
  readonly id?: string;
  /** With the version, e.g. of a proxy or a region. Default: the vendor's own. */
  readonly baseUrl?: string;
}

/** OpenRouter, with all of its models unless `openEnded` is false. Throws a `ConfigurationError` for an illegal option. */
export function openrouter(options: PresetOptions): ProviderAdapter {
  return hosted('openrouter', options);
}

/** Groq. Throws a `ConfigurationError` for an illegal option. */
export function groq(options: PresetOptions): ProviderAdapter {
  return hosted('groq', options);
}

/** Together AI. Throws a `ConfigurationError` for an illegal option. */
export function together(options: PresetOptions): ProviderAdapter {
  return hosted('together', options);
}

/** Fireworks AI. Throws a `ConfigurationError` for an illegal option. */
export function fireworks(options: PresetOptions): ProviderAdapter {
  return hosted('fireworks', options);
}

/** DeepSeek. Throws a `ConfigurationError` for an illegal option. */
export function deepseek(options: PresetOptions): ProviderAdapter {
  return hosted('deepseek', options);
}

/** Mistral's La Plateforme. Throws a `ConfigurationError` for an illegal option. */
export function mistral(options: PresetOptions): ProviderAdapter {
  return hosted('mistral', options);
}

/** xAI. Throws a `ConfigurationError` for an illegal option. */
export function xai(options: PresetOptions): ProviderAdapter {
  return hosted('xai', options);
}

/** Perplexity, which answers from the web and calls no tools. Throws a `ConfigurationError` for an illegal option. */
export function perplexity(options: PresetOptions): ProviderAdapter {
  return hosted('perplexity', options);
}

/** Cerebras. Throws a `ConfigurationError` for an illegal option. */
export function cerebras(options: PresetOptions): ProviderAdapter {
  return hosted('cerebras', options);
}

/** NVIDIA's hosted NIM microservices. Throws a `ConfigurationError` for an illegal option. */
export function nvidia(options: PresetOptions): ProviderAdapter {
  return hosted('nvidia', options);
}

function hosted(factory: keyof typeof HOSTED_VENDORS, options: PresetOptions): ProviderAdapter {
  const { id, baseUrl, priceBookId, openEnded, modelsPath, quirks }: HostedVendor =
    HOSTED_VENDORS[factory];
  return new OpenAiChatAdapter({
    ...keyedVendorInit(factory, {
      ...options,
      id: options.id ?? id,
      baseUrl: options.baseUrl ?? baseUrl,
      openEnded: options.openEnded ?? openEnded ?? false,
    }),
    priceBookId,
    ...(quirks === undefined ? {} : { quirks }),
    ...(modelsPath === undefined ? {} : { modelsPath }),
  });
}
