import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';

const LEGAL_ID = /^[a-z0-9][a-z0-9._-]*$/;

/** The adapters of the options, then those that are plugins; by id. Throws a `ConfigurationError` for an id that is illegal or taken. */
export function findProviders(
  configured: readonly ProviderAdapter[],
  plugins: readonly ProviderAdapter[],
): ReadonlyMap<string, ProviderAdapter> {
  const providers = new Map<string, ProviderAdapter>();
  for (const provider of new Set([...configured, ...plugins])) {
    const { id } = provider;
    if (!LEGAL_ID.test(id)) {
      throw new ConfigurationError(
        `A provider is called ${JSON.stringify(id)}. Legal: lower case letters, digits, "-", "_" and ".", and a letter or digit first.`,
      );
    }
    if (providers.has(id)) {
      throw new ConfigurationError(
        `Two providers are called "${id}". Give one of them another id.`,
      );
    }
    providers.set(id, provider);
  }
  return providers;
}
