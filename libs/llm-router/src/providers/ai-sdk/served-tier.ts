import { isObject, objectOf, textOf } from '../json-value.js';

/**
 * The service tier that a reply was served in, as the vendors' packages tell it: `@ai-sdk/openai` in its metadata,
 * `@ai-sdk/anthropic` in the vendor's own usage, which v3 and v4 have as `usage.raw`.
 */
export function servedTier(providerMetadata: unknown, usage: unknown): string | undefined {
  const vendors = Object.values(objectOf(providerMetadata)).filter(isObject);
  const named = vendors.map(
    (it) => textOf(it.serviceTier) ?? textOf(objectOf(it.usage).service_tier),
  );
  const raw = objectOf(objectOf(usage).raw);
  return named.find((it) => it !== undefined) ?? textOf(raw.service_tier);
}
