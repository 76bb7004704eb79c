import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { BedrockAdapter } from '../bedrock/adapter.js';
import type { AwsCredentials } from '../bedrock/signed-http.js';
import type { CommonProviderOptions } from '../provider-options.js';
import { secretScrubber } from '../secret-scrubber.js';
import { vendorInit } from './vendor-init.js';

/** Options of `bedrock()`. */
export interface BedrockOptions extends CommonProviderOptions {
  /** Whose endpoint is asked, e.g. `eu-central-1`. */
  readonly region: string;
  /**
   * A key, or a function that gives the one that is good now. The function is asked for each request, so let it keep
   * what it fetched; `fromNodeProviderChain()` of `@aws-sdk/credential-providers` fits as it is.
   */
  readonly credentials: AwsCredentials | (() => Promise<AwsCredentials>);
  /** Default `bedrock`. */
  readonly id?: string;
  /** Another address of the same API, e.g. a VPC endpoint's. Default: the region's own. */
  readonly baseUrl?: string;
}

/**
 * Amazon Bedrock, by its Converse API. Models are named by their ids or inference profiles, e.g.
 * `us.anthropic.claude-sonnet-4-5-20250929-v1:0`. Throws a `ConfigurationError` for an illegal option.
 */
export function bedrock(options: BedrockOptions): ProviderAdapter {
  const { region, credentials } = options;
  if (typeof region !== 'string' || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new ConfigurationError(
      `bedrock(): region is ${JSON.stringify(region)}. Legal: a region of AWS, e.g. "eu-central-1".`,
    );
  }
  if (typeof credentials !== 'function' && !isKey(credentials)) {
    throw new ConfigurationError(
      'bedrock(): credentials is neither a function nor a key. Legal: {accessKeyId, secretAccessKey, sessionToken?}, or a function that resolves with it.',
    );
  }
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const { access, ...init } = vendorInit('bedrock', {
    ...options,
    id: options.id ?? 'bedrock',
    baseUrl: options.baseUrl ?? `https://bedrock-runtime.${region}.${domain}`,
  });
  const current = typeof credentials === 'function' ? credentials : async () => credentials;
  let latest: AwsCredentials | undefined;
  const hideKey = secretScrubber(() => [
    latest?.accessKeyId ?? '',
    latest?.secretAccessKey ?? '',
    latest?.sessionToken ?? '',
  ]);
  return new BedrockAdapter({
    ...init,
    ...(access.local === undefined ? {} : { local: access.local }),
    region,
    credentials: async () => (latest = await current()),
    scrub: (text) => hideKey(init.scrub(text)),
    priceBookId: 'aws',
  });
}

function isKey(value: Partial<AwsCredentials> | null | undefined): value is AwsCredentials {
  return [value?.accessKeyId, value?.secretAccessKey].every(
    (it) => typeof it === 'string' && it !== '',
  );
}
