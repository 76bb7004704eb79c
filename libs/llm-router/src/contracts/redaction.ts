import type { RedactDirective } from './directives.js';

/** A value without what was found in it, and the way back. */
export interface Redacted<T> {
  readonly value: T;
  /** Kinds of what was found, in order. */
  readonly entities: readonly string[];
  /** Puts back what was taken out by `pseudonymise` and `synthesise`: into a text, or every text of a value. */
  restore<V>(value: V): V;
  /**
   * What was made of the value, on its way back: searched as far as the directive is for output, then restored. Rejects with a
   * `ContentBlockedError` where something is found that is to be blocked.
   */
  answer<V>(value: V): Promise<V>;
}

export interface RedactionScope {
  /** Tenants never share placeholders or hashes. Default: none. */
  readonly tenant?: string;
  /** The same value has the same placeholder throughout a conversation. Default: throughout the tenant. */
  readonly conversation?: string;
}

/**
 * Redaction for anything that is no call of a model: what goes to a queue, a log, another service. Inject it where
 * `LlmRouterModule` is imported.
 */
export abstract class RedactionService {
  /**
   * Takes sensitive text out of a text, or out of every text of lists and objects at any depth; a copy, where anything
   * changes. Bytes, dates, maps, streams and numbers stay as they are. Directives default to `{}`: all that redactors look for
   * becomes placeholders. Rejects with a `ContentBlockedError` where something is found that is to be blocked, and with an
   * `InvalidRequestError` where a directive names what no redactor finds.
   */
  abstract redact<T>(
    value: T,
    directives?: RedactDirective | readonly RedactDirective[],
    scope?: RedactionScope,
  ): Promise<Redacted<T>>;
}
