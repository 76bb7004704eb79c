import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { AnthropicAdapter } from '../anthropic/adapter.js';
import { type ApiKey, type CommonProviderOptions, ProviderOptions } from '../provider-options.js';
import { keyedVendorInit } from './vendor-init.js';

/** Options of `anthropic()`. */
export interface AnthropicOptions extends CommonProviderOptions {
  readonly apiKey: ApiKey;
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
  const { version = '2023-06-01', defaultMaxTokens = 4_096 } = options;
  return new AnthropicAdapter({
    ...keyedVendorInit('anthropic', {
      ...options,
      id: options.id ?? 'anthropic',
      baseUrl: options.baseUrl ?? 'https://api.anthropic.com',
      carryKey: (key) => ({ 'x-api-key': key }),
      headers: { 'anthropic-version': version, ...options.headers },
    }),
    priceBookId: 'anthropic',
    defaultMaxTokens: new ProviderOptions('anthropic').positiveInteger(
      'defaultMaxTokens',
      defaultMaxTokens,
    ),
  });
}
