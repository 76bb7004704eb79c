import type { ByVendor } from './language-model-call.js';

/** The router's key in `providerOptions` and `providerMetadata`. */
export const VENDOR = 'llmRouter';

/** What is meant for the router itself. */
export function ownOptions(options: ByVendor | undefined): Record<string, unknown> {
  return options?.[VENDOR] ?? {};
}

/** Anthropic's marker for its prompt cache, which the router knows by the field of the vendor's own API. */
export function cacheMarker(options: ByVendor | undefined): { cache_control?: unknown } {
  const marker = options?.anthropic?.cacheControl;
  return marker === undefined ? {} : { cache_control: marker };
}
