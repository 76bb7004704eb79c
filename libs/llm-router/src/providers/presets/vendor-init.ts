import { bearer, type CarryKey, ProviderKeys } from '../credentials/provider-keys.js';
import { type ApiKey, type CommonProviderOptions, ProviderOptions } from '../provider-options.js';
import { secretScrubber } from '../secret-scrubber.js';
import type { VendorInit } from '../vendor-adapter.js';

/** What the factories know, before it is checked. */
export interface VendorOptions extends CommonProviderOptions {
  readonly id: string;
  readonly baseUrl: string;
  /** Left out: no key is sent. */
  readonly apiKey?: ApiKey;
  /** How the key is sent. Default: as a bearer token. */
  readonly carryKey?: CarryKey;
}

/** Long header values are taken for secrets: some vendors want their key in a header of their own. */
const SECRET_LENGTH = 16;

/** Checks the options; throws a `ConfigurationError` that names `factory` and the option at fault. */
export function vendorInit(factory: string, options: VendorOptions): VendorInit {
  const check = new ProviderOptions(factory);
  const id = check.id(options.id);
  const keys =
    options.apiKey === undefined
      ? undefined
      : new ProviderKeys(id, check.credentials(options.apiKey), options.carryKey ?? bearer);
  const own = Object.values(options.headers ?? {}).filter((it) => it.length >= SECRET_LENGTH);
  return {
    id,
    baseUrl: check.baseUrl(options.baseUrl),
    headers: check.headers({ 'user-agent': 'nestjs-llm-router', ...options.headers }),
    access: {
      ...(keys === undefined ? {} : { keys }),
      ...(options.local === undefined ? {} : { local: options.local }),
    },
    scrub: secretScrubber(() => [...(keys?.secrets ?? []), ...own]),
    models: check.models(options.models),
    openEnded: options.openEnded ?? false,
    ...check.facts(options),
  };
}

/** The same for vendors that answer nobody without a key. */
export function keyedVendorInit(
  factory: string,
  options: VendorOptions & { readonly apiKey: ApiKey },
): VendorInit {
  new ProviderOptions(factory).credentials(options.apiKey);
  return vendorInit(factory, options);
}
