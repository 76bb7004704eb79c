import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { OpenAiChatAdapter } from '../openai-chat/adapter.js';
import type { ApiKey, CommonProviderOptions } from '../provider-options.js';
import { vendorInit } from './vendor-init.js';

/** Options of `openaiCompatible()`. */
export interface OpenAiCompatibleOptions extends CommonProviderOptions {
  readonly id: string;
  /** What `/chat/completions` is appended to, e.g. `https://api.mistral.ai/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token. Default: none is sent. */
  readonly apiKey?: ApiKey;
  /** The provider's name in the price book; null where no price book knows it. Default: `id`. */
  readonly priceBookId?: string | null;
}

/** Any vendor or server that speaks OpenAI's Chat Completions. Throws a `ConfigurationError` for an illegal option. */
export function openaiCompatible(options: OpenAiCompatibleOptions): ProviderAdapter {
  const { priceBookId } = options;
  return new OpenAiChatAdapter({
    ...vendorInit('openaiCompatible', options),
    ...(priceBookId === undefined ? {} : { priceBookId }),
  });
}
