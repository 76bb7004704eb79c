import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { ModelDeclaration } from '../contracts/model-facts.js';

/** What every factory takes. */
export interface CommonProviderOptions {
  /** Headers of every request, e.g. `anthropic-beta`; they win over ours. Default none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The models that may be used, with their facts and prices. Default none. */
  readonly models?: readonly ModelDeclaration[];
  /** True: models that nobody declared may be asked for too. */
  readonly openEnded?: boolean;
}

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
    const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
      throw this.illegal('baseUrl', 'is not a URL. Legal: an http or https URL');
    }
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
      throw this.illegal('baseUrl', 'may hold no credentials, query or fragment');
    }
    return url.href.replace(/\/+$/, '');
  }

  apiKey(value: unknown): string {
    if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) return value;
    const wrong =
      value === undefined || value === ''
        ? 'is missing'
        : 'holds white space or characters that no key has';
    throw this.illegal(
      'apiKey',
      `${wrong}. Legal: the key itself, in printable ASCII without white space`,
    );
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

  positiveInteger(option: string, value: unknown): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
    throw this.illegal(option, `is ${JSON.stringify(value)}. Legal: a positive integer`);
  }

  private illegal(option: string, what: string): ConfigurationError {
    return new ConfigurationError(`${this.factory}(): ${option} ${what}.`);
  }
}
