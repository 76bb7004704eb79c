import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { Credential } from '../../contracts/credential-source.js';
import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { GeminiAdapter } from '../google/gemini-adapter.js';
import type { CommonProviderOptions } from '../provider-options.js';
import { keyedVendorInit } from './vendor-init.js';

/** Options of `vertex()`. */
export interface VertexOptions extends CommonProviderOptions {
  /** The Google Cloud project that pays. */
  readonly project: string;
  /** A region, e.g. `europe-west4`, or `global`; the former is the default of `region` too. */
  readonly location: string;
  /**
   * Gives an OAuth access token that is good now. It is asked for each request, so let it keep what it fetched;
   * `() => auth.getAccessToken()` of `google-auth-library` fits.
   */
  readonly accessToken: () => Promise<string>;
  /** Default `vertex`. */
  readonly id?: string;
  /** What `/models/<model>` is appended to. Default: the location's own. */
  readonly baseUrl?: string;
}

const NAME = /^[a-z0-9][a-z0-9-]*$/;

/** Google's Gemini on Vertex AI. Throws a `ConfigurationError` for an illegal option. */
export function vertex(options: VertexOptions): ProviderAdapter {
  const { project, location, accessToken } = options;
  for (const [option, value] of Object.entries({ project, location })) {
    if (typeof value === 'string' && NAME.test(value)) continue;
    throw new ConfigurationError(
      `vertex(): ${option} is ${JSON.stringify(value)}. Legal: lower case letters, digits and "-".`,
    );
  }
  if (typeof accessToken !== 'function') {
    throw new ConfigurationError(
      'vertex(): accessToken is no function that resolves with a token.',
    );
  }
  const host = location === 'global' ? 'aiplatform' : `${location}-aiplatform`;
  return new GeminiAdapter({
    ...keyedVendorInit('vertex', {
      ...options,
      id: options.id ?? 'vertex',
      region: options.region ?? (location === 'global' ? undefined : location),
      baseUrl:
        options.baseUrl ??
        `https://${host}.googleapis.com/v1/projects/${project}/locations/${location}/publishers/google`,
      apiKey: new TokenSource(accessToken),
    }),
    priceBookId: 'google',
  });
}

/** The same list for as long as the token is the same. */
class TokenSource {
  readonly id = 'vertex';
  private list: readonly Credential[] = [];

  constructor(private readonly accessToken: () => Promise<string>) {}

  async credentials(): Promise<readonly Credential[]> {
    const key = await this.accessToken();
    if (this.list[0]?.key !== key) this.list = [{ key, alias: 'access-token' }];
    return this.list;
  }
}
