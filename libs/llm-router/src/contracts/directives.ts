import type { Duration } from './duration.js';

/** Where a call should go. All fields are optional; nearest wins, except `tags`, which add up. */
export interface RouteDirective {
  /** A model, `tier:<name>` or an alias. */
  readonly model?: string;
  /** Shorthand for `model: 'tier:<name>'`. */
  readonly tier?: string;
  /** Models, tiers or aliases to try, in order, after all candidates of the first choice. Default none. */
  readonly fallback?: readonly string[];
  /** Id of the strategy that orders the candidates of the first choice. Default `routing.strategy`. */
  readonly strategy?: string;
  /** The whole call, retries included. Default `timeouts.total`. */
  readonly timeout?: Duration;
  /** Only candidates that can honour every field of the request. Default false: what is lost is named in a warning. */
  readonly requireParameters?: boolean;
  /** Free dimensions for the ledger, e.g. `{ team: 'search', feature: 'summary' }`. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Whether and for how long a reply may be served again. `false` switches caching off for what is inside. */
export interface CacheDirective {
  /** How long a reply stays fresh. Default `cache.ttl` (1 hour). */
  readonly ttl?: Duration;
  /**
   * Who shares a cached reply. Default `tenant`; a call without a tenant shares with such calls only. With `user`, a
   * call that names no user is not cached.
   */
  readonly scope?: 'global' | 'tenant' | 'user';
}

/** What is taken out of a prompt before a provider sees it. Merging only tightens. */
export interface RedactDirective {
  /** Kinds of findings, e.g. `['email', 'card']`. Default: all that the redactors know. */
  readonly entities?: readonly string[];
  /** `pseudonymise` (default): a placeholder, restored in the answer. `mask`: starred out for good. `block`: the call is refused. */
  readonly action?: RedactAction;
}

export type RedactAction = 'pseudonymise' | 'mask' | 'block';

/** Everything that decorators, options and the call itself may say about a call. */
export interface Directives {
  readonly route?: RouteDirective;
  readonly cache?: CacheDirective | false;
  readonly redact?: RedactDirective;
}
