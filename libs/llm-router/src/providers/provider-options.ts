import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { Credential, CredentialSource } from '../contracts/credential-source.js';
import type { ModelDeclaration } from '../contracts/model-facts.js';
import type { DataPolicy } from '../contracts/data-policy.js';
import { dataPolicyMisfit } from '../foundation/data-policy-check.js';
import { describeMisfit } from '../foundation/value-check.js';
import { isKey, problemOf } from './credentials/credential-list.js';
import { ReplaceableCredentials } from './credentials/replaceable-credentials.js';

/**
 * A key, several of them, or where they come from: `fromEnv()`, `fromFile()`, `fromCredentialSource()` or an object of
 * your own. Several keys share the requests by weight. One that the provider refuses is used no more, one that it
 * limits rests, and another one answers at once.
 */
export type ApiKey = string | readonly Credential[] | CredentialSource;

/** What every factory takes. */
export interface CommonProviderOptions {
  /** Headers of every request, e.g. `anthropic-beta`; they win over ours. Default none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The models that may be used, with their facts and prices. Default none. */
  readonly models?: readonly ModelDeclaration[];
  /** True: models that nobody declared may be asked for too. */
  readonly openEnded?: boolean;
  /**
   * True: the provider is in a network of your own, so its name may lead to a private address. Default false: such a
   * name is refused, as it may have been bent towards your own services. `localhost` and plain addresses always work.
   */
  readonly local?: boolean;
  /** Where it processes what it is sent, e.g. `eu-central-1`, for calls that ask for a region. Default: unknown. */
  readonly region?: string;
  /**
   * What it does with what it is sent, by your contract with it, for calls that care. What is left out is unknown, and
   * counts as the worst there.
   */
  readonly dataPolicy?: DataPolicy;
}

/** What a provider declares of itself. */
export type ProviderFacts = Pick<CommonProviderOptions, 'region' | 'dataPolicy'>;

const ID = /^[a-z0-9][a-z0-9._-]*$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
/** Set by the transport. */
const RESERVED_HEADERS = new Set(['host', 'content-length', 'transfer-encoding', 'connection']);

/** Checks the options of one factory as they are given; each method throws a `ConfigurationError` that names the option. */
export class ProviderOptions {
  constructor(private readonly factory: string) {}

  id(value: unknown): string {
    if (typeof value === 'string' && ID.test(value)) return value;
    throw this.illegal(
      'id',
      `is ${JSON.stringify(value)}. Legal: lower case letters, digits, ".", "_" and "-", beginning with a letter or digit`,
    );
  }

  /** Without a slash at the end. */
  baseUrl(value: unknown): string {
    return this.url('baseUrl', value);
  }

  /** Without a slash at the end. */
  url(option: string, value: unknown): string {
    const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
      throw this.illegal(option, 'is not a URL. Legal: an http or https URL');
    }
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
      throw this.illegal(option, 'may hold no credentials, query or fragment');
    }
    return url.href.replace(/\/+$/, '');
  }

  apiKey(value: unknown): string {
    if (isKey(value)) return value;
    const wrong =
      value === undefined || value === ''
        ? 'is missing'
        : 'holds white space or characters that no key has';
    throw this.illegal(
      'apiKey',
      `${wrong}. Legal: the key itself, in printable ASCII without white space`,
    );
  }

  credentials(value: ApiKey): CredentialSource {
    if (typeof value === 'object' && value !== null && 'credentials' in value) return value;
    if (!Array.isArray(value)) {
      return new ReplaceableCredentials('apiKey', [{ key: this.apiKey(value) }]);
    }
    const list = value as readonly Credential[];
    const problem = problemOf(list) ?? (list.length === 0 ? 'holds no key' : undefined);
    if (problem !== undefined) throw this.illegal('apiKey', problem);
    return new ReplaceableCredentials('apiKey', list);
  }

  /** In lower case. */
  headers(value: Readonly<Record<string, string>> = {}): Record<string, string> {
    return Object.fromEntries(
      Object.entries(value).map(([name, text]) => {
        if (!HEADER_NAME.test(name) || RESERVED_HEADERS.has(name.toLowerCase())) {
          throw this.illegal('headers', `may not set ${JSON.stringify(name)}`);
        }
        if (typeof text !== 'string' || !/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
          throw this.illegal('headers', `gives ${name} a value that is no single line of text`);
        }
        return [name.toLowerCase(), text];
      }),
    );
  }

  models(value: readonly ModelDeclaration[] = []): readonly ModelDeclaration[] {
    const seen = new Set<string>();
    for (const { id } of value) {
      if (typeof id !== 'string' || id.trim() === '') {
        throw this.illegal('models', 'has an entry without an id');
      }
      if (seen.has(id)) throw this.illegal('models', `names ${JSON.stringify(id)} twice`);
      seen.add(id);
    }
    return value;
  }

  /** What is declared of where the provider is, and of what it does with data. */
  facts({ region, dataPolicy }: ProviderFacts): ProviderFacts {
    if (region !== undefined && (typeof region !== 'string' || region.trim() === '')) {
      throw this.illegal('region', `is ${JSON.stringify(region)}. Legal: a text that is not blank`);
    }
    const misfit = dataPolicy && dataPolicyMisfit(dataPolicy);
    if (misfit !== undefined) {
      const path = ['dataPolicy', ...misfit.path];
      throw new ConfigurationError(`${this.factory}(): ${describeMisfit({ ...misfit, path })}`);
    }
    return {
      ...(region === undefined ? {} : { region }),
      ...(dataPolicy === undefined ? {} : { dataPolicy }),
    };
  }

  positiveInteger(option: string, value: unknown): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
    throw this.illegal(option, `is ${JSON.stringify(value)}. Legal: a positive integer`);
  }

  oneOf<T extends string>(option: string, value: unknown, legal: readonly T[]): T {
    const found = legal.find((it) => it === value);
    if (found !== undefined) return found;
    throw this.illegal(option, `is ${JSON.stringify(value)}. Legal: ${legal.join(', ')}`);
  }

  private illegal(option: string, what: string): ConfigurationError {
    return new ConfigurationError(`${this.factory}(): ${option} ${what}.`);
  }
}
