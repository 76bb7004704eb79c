import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { GoogleAdapter } from '../google/adapter.js';
import type { PresetOptions } from './hosted.js';
import { keyedVendorInit } from './vendor-init.js';

/** Options of `google()`. `baseUrl` with the version; default `https://generativelanguage.googleapis.com/v1beta`. */
export type GoogleOptions = PresetOptions;

/** Google's Gemini, in its own `generateContent` dialect. Throws a `ConfigurationError` for an illegal option. */
export function google(options: GoogleOptions): ProviderAdapter {
  return new GoogleAdapter({
    ...keyedVendorInit('google', {
      ...options,
      id: options.id ?? 'google',
      baseUrl: options.baseUrl ?? 'https://generativelanguage.googleapis.com/v1beta',
      carryKey: (key) => ({ 'x-goog-api-key': key }),
    }),
    priceBookId: 'google',
  });
}
