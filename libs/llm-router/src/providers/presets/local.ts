import type { ModelDeclaration } from '../../contracts/model-facts.js';
import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { OpenAiChatAdapter } from '../openai-chat/adapter.js';
import { type ApiKey, type CommonProviderOptions, ProviderOptions } from '../provider-options.js';
import { LOCAL_SERVERS } from './local-servers.js';
import { vendorInit } from './vendor-init.js';

/** Options of the presets for servers on one's own machines. */
export interface LocalOptions extends CommonProviderOptions {
  /** Without the version. Default: the server's customary port on this machine. */
  readonly baseUrl?: string;
  /** Default: the preset's name, e.g. `lm-studio`. */
  readonly id?: string;
  /** Sent as a bearer token, for servers that were started with a key. Default: none is sent. */
  readonly apiKey?: ApiKey;
}

/**
 * A local Ollama, with all models that it has pulled unless `openEnded` is false. Declared models are free where they
 * have no price. Throws a `ConfigurationError` for an illegal option.
 */
export function ollama(options: LocalOptions = {}): ProviderAdapter {
  return local('ollama', options);
}

/** vLLM; otherwise as `ollama()`. Its port is 8000 by default. */
export function vllm(options: LocalOptions = {}): ProviderAdapter {
  return local('vllm', options);
}

/** LM Studio; otherwise as `ollama()`. Its port is 1234 by default. */
export function lmStudio(options: LocalOptions = {}): ProviderAdapter {
  return local('lmStudio', options);
}

/** The server of llama.cpp; otherwise as `ollama()`. Its port is 8080 by default. */
export function llamaCpp(options: LocalOptions = {}): ProviderAdapter {
  return local('llamaCpp', options);
}

function local(factory: keyof typeof LOCAL_SERVERS, options: LocalOptions): ProviderAdapter {
  const server = LOCAL_SERVERS[factory];
  const baseUrl = new ProviderOptions(factory).baseUrl(options.baseUrl ?? server.baseUrl);
  return new OpenAiChatAdapter({
    ...vendorInit(factory, {
      ...options,
      id: options.id ?? server.id,
      baseUrl: `${baseUrl}/v1`,
      models: (options.models ?? []).map(free),
      openEnded: options.openEnded ?? true,
      local: options.local ?? true,
    }),
    priceBookId: null,
    quirks: server.quirks,
  });
}

function free(model: ModelDeclaration): ModelDeclaration {
  return { price: { input: 0, output: 0 }, ...model };
}
