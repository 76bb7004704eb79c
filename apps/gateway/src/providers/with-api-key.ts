import { resolve } from 'node:path';
import { type ApiKey, fromEnv, fromFile } from 'nestjs-llm-router';
import type { ApiKeySettings } from '../config/api-key-schema.js';

/**
 * The settings with their `apiKey` as the library takes it. A file's relative path starts in `cwd`. Throws a
 * `ConfigurationError` where the file or the variable holds no key.
 */
export function withApiKey<T extends { readonly apiKey?: ApiKeySettings }>(
  settings: T,
  cwd: string,
) {
  return { ...settings, apiKey: apiKeyOf(settings.apiKey, cwd) };
}

function apiKeyOf(settings: ApiKeySettings | undefined, cwd: string): ApiKey | undefined {
  if (typeof settings !== 'object' || Array.isArray(settings)) return settings;
  return settings.env === undefined ? fromFile(resolve(cwd, settings.file)) : fromEnv(settings.env);
}
