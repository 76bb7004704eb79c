import type { Directives, RedactDirective } from './directives.js';
import type { Duration } from './duration.js';
import type { ModelRates } from './model-facts.js';
import type { ProviderAdapter } from './provider-adapter.js';

/** Injects the options as they were given to `LlmRouterModule`. */
export const LLM_ROUTER_OPTIONS = Symbol.for('nestjs-llm-router.options');

/** The options of `LlmRouterModule.forRoot()`. All are optional; a provider is needed to answer a call. */
export interface LlmRouterOptions {
  /** Upstream providers; adapters that the application provides with `@LlmProvider()` join them. */
  readonly providers?: readonly ProviderAdapter[];
  /** Named groups of models, best first: `{ cheap: ['openai/gpt-4.1-mini'] }` is asked for as `tier:cheap`. */
  readonly tiers?: Readonly<Record<string, readonly string[]>>;
  /** Other names for a model or a tier: `{ 'gpt-4': 'openai/gpt-4.1' }`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Prices by `provider/model`, in US dollars per million tokens; they win over the built-in price book. */
  readonly prices?: Readonly<Record<string, ModelRates>>;
  readonly routing?: RoutingOptions;
  readonly timeouts?: TimeoutOptions;
  readonly retries?: RetryOptions;
  /** When to leave a failing provider alone; `false`: never. */
  readonly breaker?: BreakerOptions | false;
  readonly cache?: CacheOptions;
  /** Redaction of every call; `@Redact()` and calls add to it. Default none. */
  readonly redact?: RedactDirective;
  readonly limits?: LimitOptions;
  /** How long responses of the Responses API are kept, and where. */
  readonly responses?: ResponseOptions;
  /** Tags of every call in the ledger; decorators and calls add to them. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface RoutingOptions {
  /** Id of the strategy that orders a tier's candidates. Built in: `priority` (default: as written), `cheapest`. */
  readonly strategy?: string;
  /** The model, tier or alias for calls that name none. Default none: such a call is refused. */
  readonly defaultModel?: string;
}

export interface TimeoutOptions {
  /** To connect to a provider. Default 5 s. */
  readonly connect?: Duration;
  /** From sending to the first content part of a stream. Default 60 s. */
  readonly firstPart?: Duration;
  /** Between two chunks of a stream. Default 60 s. */
  readonly idle?: Duration;
  /** One try at one provider. Default: whatever `total` leaves. */
  readonly attempt?: Duration;
  /** The whole call, retries included. Default 10 min. */
  readonly total?: Duration;
  /** What calls under way get to finish when the application shuts down; then they are aborted. Default 25 s. */
  readonly shutdown?: Duration;
}

export interface RetryOptions {
  /** Upstream tries of one call, at most. Default 4. */
  readonly attempts?: number;
  /** Tries of one call at the same target, at most. Default 2. */
  readonly perTarget?: number;
  /** First wait before the same target is tried again; doubles, with full jitter. Default 200 ms. */
  readonly baseDelay?: Duration;
  /** Longest wait between tries, a provider's Retry-After included. Default 5 s. */
  readonly maxDelay?: Duration;
}

export interface BreakerOptions {
  /** Failures in a row after which a model at a provider is left alone. Default 5. */
  readonly failures?: number;
  /** How long at first; doubles with each failed probe, ± 20 % jitter. Default 2 s. */
  readonly coolDown?: Duration;
  /** How long at most. Default 15 s. */
  readonly maxCoolDown?: Duration;
}

export interface CacheOptions {
  /** Caches every call, and not just those under `@CacheCompletion()`. Default false. */
  readonly everyCall?: boolean;
  /** How long replies stay fresh where `@CacheCompletion` names no time. Default 1 h. */
  readonly ttl?: Duration;
  /** Id of the store. Default `cache-manager`. */
  readonly store?: string;
  /** What the `cache-manager` store keeps replies in: a cache-manager `Cache`, e.g. the one behind Nest's `CACHE_MANAGER`. Default: in memory, the last 1,000 replies. */
  readonly manager?: CacheManagerLike;
}

/** The part of a cache-manager `Cache` that is used. */
export interface CacheManagerLike {
  get(key: string): Promise<unknown>;
  /** `ttl` in milliseconds. */
  set(key: string, value: unknown, ttl?: number): Promise<unknown>;
  /** Called when the application shuts down. */
  disconnect?(): Promise<unknown>;
}

export interface ResponseOptions {
  /**
   * How long a response can be read and continued; a request with `store: false` keeps nothing. What is kept is what
   * the caller said and got, redacted or not. Default 30 d.
   */
  readonly retention?: Duration;
  /**
   * Id of the store. Default: the one that the application brings (`LlmConversationsModule`), else `memory`, the last
   * 1,000 responses in this process.
   */
  readonly store?: string;
}

export interface LimitOptions {
  /** Calls under way at once, in this process. Default: no limit. */
  readonly concurrentCalls?: number;
}

/** What a single call may say, beside the request itself. */
export interface CallOptions extends Directives {
  /** Aborting it ends the call and closes the upstream socket. */
  readonly signal?: AbortSignal;
  readonly caller?: {
    readonly keyId?: string;
    readonly tenant?: string;
    readonly user?: string;
    readonly door?: string;
  };
}
