/** One key of an account at a provider. */
export interface Credential {
  /** The key itself, in printable ASCII without white space. It is never logged, stored or shown. */
  readonly key: string;
  /** What the key is called in logs and in the records of attempts. Default: `key-1`, `key-2`, … as they are listed. */
  readonly alias?: string;
  /** Its share of the requests, relative to the provider's other keys. A positive number; default 1. */
  readonly weight?: number;
}

/**
 * The port for keys that come from elsewhere, e.g. a vault: `@LlmCredentialSource()` on a class, used by
 * `apiKey: fromCredentialSource('<id>')`, or an object given as `apiKey` itself.
 */
export interface CredentialSource {
  readonly id: string;
  /**
   * The keys that are good now. Asked before every request, so keep the list and give the same array for as long as
   * nothing has changed: a new array replaces the keys, and those that stay keep their health. Where it rejects, the
   * keys of the last list serve on.
   */
  credentials(): readonly Credential[] | Promise<readonly Credential[]>;
}
