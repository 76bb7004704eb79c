import type { ModelDeclaration } from '../contracts/model-facts.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import { AnthropicAdapter } from './anthropic/adapter.js';
import { OpenAiChatAdapter } from './openai-chat/adapter.js';
import { type CommonProviderOptions, ProviderOptions } from './provider-options.js';
import { secretScrubber } from './secret-scrubber.js';

const USER_AGENT = 'nestjs-llm-router';

/** Options of `openai()`. */
export interface OpenAiOptions extends CommonProviderOptions {
  readonly apiKey: string;
  /** With the version. Default `https://api.openai.com/v1`. */
  readonly baseUrl?: string;
  /** Default `openai`. */
  readonly id?: string;
  /** Sent as `OpenAI-Organization`. Default: the key's own. */
  readonly organization?: string;
  /** Sent as `OpenAI-Project`. Default: the key's own. */
  readonly project?: string;
}

/** OpenAI. Throws a `ConfigurationError` for an illegal option. */
export function openai(options: OpenAiOptions): ProviderAdapter {
  const { organization, project, baseUrl = 'https://api.openai.com/v1', id = 'openai' } = options;
  return compatible('openai', {
    ...options,
    id,
    baseUrl,
    apiKey: new ProviderOptions('openai').apiKey(options.apiKey),
    priceBookId: 'openai',
    headers: {
      ...(organization === undefined ? {} : { 'openai-organization': organization }),
      ...(project === undefined ? {} : { 'openai-project': project }),
      ...options.headers,
    },
  });
}

/** Options of `anthropic()`. */
export interface AnthropicOptions extends CommonProviderOptions {
  readonly apiKey: string;
  /** Without the version. Default `https://api.anthropic.com`. */
  readonly baseUrl?: string;
  /** Default `anthropic`. */
  readonly id?: string;
  /** Sent as `anthropic-version`. Default `2023-06-01`. */
  readonly version?: string;
  /** Tokens that a reply may have where the request names no limit, since the API wants one. Default 4096. */
  readonly defaultMaxTokens?: number;
}

/** Anthropic, in its own Messages dialect. Throws a `ConfigurationError` for an illegal option. */
export function anthropic(options: AnthropicOptions): ProviderAdapter {
  const check = new ProviderOptions('anthropic');
  const apiKey = check.apiKey(options.apiKey);
  const headers = check.headers({
    'user-agent': USER_AGENT,
    'x-api-key': apiKey,
    'anthropic-version': options.version ?? '2023-06-01',
    ...options.headers,
  });
  return new AnthropicAdapter({
    id: check.id(options.id ?? 'anthropic'),
    baseUrl: check.baseUrl(options.baseUrl ?? 'https://api.anthropic.com'),
    headers,
    scrub: scrubberOf(apiKey, options.headers),
    models: check.models(options.models),
    priceBookId: 'anthropic',
    openEnded: options.openEnded ?? false,
    defaultMaxTokens: check.positiveInteger('defaultMaxTokens', options.defaultMaxTokens ?? 4_096),
  });
}

/** Options of `openaiCompatible()`. */
export interface OpenAiCompatibleOptions extends CommonProviderOptions {
  readonly id: string;
  /** What `/chat/completions` is appended to, e.g. `https://api.mistral.ai/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token. Default: none is sent. */
  readonly apiKey?: string;
  /** The provider's name in the price book; null where no price book knows it. Default: `id`. */
  readonly priceBookId?: string | null;
}

/** Any vendor or server that speaks OpenAI's Chat Completions. Throws a `ConfigurationError` for an illegal option. */
export function openaiCompatible(options: OpenAiCompatibleOptions): ProviderAdapter {
  return compatible('openaiCompatible', options);
}

/** Options of the presets below. */
export interface PresetOptions extends CommonProviderOptions {
  readonly apiKey: string;
  /** Default: the preset's name. */
  readonly id?: string;
}

/** Google's Gemini, at its OpenAI-compatible address. Throws a `ConfigurationError` for an illegal option. */
export function google(options: PresetOptions): ProviderAdapter {
  return compatible('google', {
    ...options,
    id: options.id ?? 'google',
    apiKey: new ProviderOptions('google').apiKey(options.apiKey),
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    priceBookId: 'google',
  });
}

/** OpenRouter, with all of its models unless `openEnded` is false. Throws a `ConfigurationError` for an illegal option. */
export function openrouter(options: PresetOptions): ProviderAdapter {
  return compatible('openrouter', {
    ...options,
    id: options.id ?? 'openrouter',
    apiKey: new ProviderOptions('openrouter').apiKey(options.apiKey),
    baseUrl: 'https://openrouter.ai/api/v1',
    priceBookId: 'openrouter',
    openEnded: options.openEnded ?? true,
  });
}

/** Options of `ollama()`. */
export interface OllamaOptions extends CommonProviderOptions {
  /** Without the version. Default `http://127.0.0.1:11434`. */
  readonly baseUrl?: string;
  /** Default `ollama`. */
  readonly id?: string;
}

/**
 * A local Ollama, with all models that it has pulled unless `openEnded` is false. Declared models are free where they
 * have no price. Throws a `ConfigurationError` for an illegal option.
 */
export function ollama(options: OllamaOptions = {}): ProviderAdapter {
  const baseUrl = new ProviderOptions('ollama').baseUrl(
    options.baseUrl ?? 'http://127.0.0.1:11434',
  );
  return compatible('ollama', {
    ...options,
    id: options.id ?? 'ollama',
    baseUrl: `${baseUrl}/v1`,
    models: (options.models ?? []).map(free),
    priceBookId: null,
    openEnded: options.openEnded ?? true,
  });
}

function free(model: ModelDeclaration): ModelDeclaration {
  return { price: { input: 0, output: 0 }, ...model };
}

function compatible(factory: string, options: OpenAiCompatibleOptions): ProviderAdapter {
  const check = new ProviderOptions(factory);
  const apiKey = options.apiKey === undefined ? undefined : check.apiKey(options.apiKey);
  return new OpenAiChatAdapter({
    id: check.id(options.id),
    baseUrl: check.baseUrl(options.baseUrl),
    headers: check.headers({
      'user-agent': USER_AGENT,
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      ...options.headers,
    }),
    scrub: scrubberOf(apiKey, options.headers),
    models: check.models(options.models),
    ...(options.priceBookId === undefined ? {} : { priceBookId: options.priceBookId }),
    openEnded: options.openEnded ?? false,
  });
}

/** Long header values are taken for secrets: some vendors want their key in a header of their own. */
const SECRET_LENGTH = 16;

function scrubberOf(apiKey: string | undefined, headers: Readonly<Record<string, string>> = {}) {
  const secrets = Object.values(headers).filter((it) => it.length >= SECRET_LENGTH);
  return secretScrubber(apiKey === undefined ? secrets : [apiKey, ...secrets]);
}
