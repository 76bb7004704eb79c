import type { BudgetingOptions, BudgetRule } from './budget.js';
import type { Currency } from './currency.js';
import type { PrivacyOptions } from './data-policy.js';
import type { Directives } from './directives.js';
import type { Duration } from './duration.js';
import type { DeclaredRates } from './model-facts.js';
import type { PeerStates } from './peer-states.js';
import type { ProviderAdapter } from './provider-adapter.js';
import type { RedactOptions } from './redactor.js';
import type { RoutingRule } from './routing-rule.js';
import type { TierMember, TierOptions } from './tier.js';

/** Injects the options as they were given to `LlmRouterModule`. */
export const LLM_ROUTER_OPTIONS = Symbol.for('nestjs-llm-router.options');

/** The options of `LlmRouterModule.forRoot()`. All are optional; a provider is needed to answer a call. */
export interface LlmRouterOptions {
  /** Upstream providers; adapters that the application provides with `@LlmProvider()` join them. */
  readonly providers?: readonly ProviderAdapter[];
  /** Named groups of models, best first: `{ cheap: ['openai/gpt-4.1-mini'] }` is asked for as `tier:cheap`. */
  readonly tiers?: Readonly<Record<string, readonly TierMember[] | TierOptions>>;
  /** Other names for a model or a tier: `{ 'gpt-4': 'openai/gpt-4.1' }`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Prices by `provider/model`, in US dollars per million tokens; they win over the built-in price book. */
  readonly prices?: Readonly<Record<string, DeclaredRates>>;
  /** The currency that costs are shown in; they are kept in US dollars all the same. Default US dollars. */
  readonly currency?: Currency;
  readonly routing?: RoutingOptions;
  readonly timeouts?: TimeoutOptions;
  readonly retries?: RetryOptions;
  /** When to leave a failing provider alone; `false`: never. */
  readonly breaker?: BreakerOptions | false;
  /** When a second target is asked beside a slow one; `false`: never. */
  readonly hedge?: HedgeOptions | false;
  /** How many attempts a target gets at once, by how fast it answers; `false`: any number. */
  readonly concurrency?: ConcurrencyOptions | false;
  /** Live state of other processes, e.g. `RedisPeerStates`. Default: not shared. */
  readonly peers?: PeerStates;
  readonly cache?: CacheOptions;
  /** Redaction of every call; `@Redact()` and calls add to it. Default none. */
  readonly redact?: RedactOptions;
  /** Classes of data, and who may be sent which. Default: none, and calls have a class only where they are given one. */
  readonly privacy?: PrivacyOptions;
  readonly limits?: LimitOptions;
  /** What may be used up, by whom and in which time. Default none. */
  readonly budgets?: readonly BudgetRule[];
  readonly budgeting?: BudgetingOptions;
  /** How long responses of the Responses API are kept, and where. */
  readonly responses?: ResponseOptions;
  /** Tags of every call in the ledger; decorators and calls add to them. */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Which calls get a line in the log, through Nest's `Logger`. `notable`: those that failed, needed more than one
   * attempt, were degraded, or took over 10 s. Default `notable`.
   */
  readonly log?: 'all' | 'notable' | 'off';
}

export interface RoutingOptions {
  /**
   * Id of the strategy that orders candidates. Built in: `balanced` (default), `priority` (as written), `weighted`,
   * `cheapest`, `fastest`, `throughput`, `least-busy`, `price-weighted`, `sticky`.
   */
  readonly strategy?: string;
  /** The model, tier or alias for calls that name none. Default none: such a call is refused. */
  readonly defaultModel?: string;
  /** Decide by what a call is like; read from the first to the last, the first that holds decides. Default none. */
  readonly rules?: readonly RoutingRule[];
  /** Id of the classifier that says what a prompt asks for. Asked only where a rule needs it. Default `local`. */
  readonly classifier?: string;
  /** How much the price weighs under `balanced`: 0 not at all, 1 as much as the latency. Default 0.5. */
  readonly priceWeight?: number;
  /** How long a target that has recovered takes to get its full share under `balanced`. Default 5 s. */
  readonly slowStart?: Duration;
  /** What `fastest` goes by. Default: the first part, at p50. */
  readonly fastest?: { readonly metric?: 'first-part' | 'total'; readonly percentile?: number };
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
  /**
   * Tries beyond the first of each call, as a share of the calls of the last ten seconds; a step to a target that is in
   * order is not counted. Default 0.2.
   */
  readonly budget?: number;
  /** Tries beyond the first that ten seconds always allow, however few calls there are. Default 10. */
  readonly budgetFloor?: number;
}

export interface HedgeOptions {
  /** Percentile of a target's live time to the first part after which a second one is asked. Default 95. */
  readonly percentile?: number;
  /** Hedges, as a share of the calls of the last ten seconds. Default 0.05. */
  readonly budget?: number;
  /** How many attempts have to be known of a target before its slowness is judged. Default 20. */
  readonly minSamples?: number;
  /** Never sooner than this. Default 50 ms. */
  readonly minDelay?: Duration;
}

export interface ConcurrencyOptions {
  /** Attempts at one target at once, at first. Default 100. */
  readonly initial?: number;
  /** Default 4. */
  readonly min?: number;
  /** Default 1,000. */
  readonly max?: number;
  /** Calls that may wait for a target, at most; others are refused at once. Default 1,000. */
  readonly queue?: number;
  /** How long a call may wait. Default 5 s. */
  readonly maxWait?: Duration;
}

export interface BreakerOptions {
  /** Failures in a row after which a model at a provider is left alone. Default 3. */
  readonly failures?: number;
  /** Share of failed attempts in the window from which it is left alone. Default 0.5. */
  readonly errorRate?: number;
  /** Default 10 s. */
  readonly window?: Duration;
  /** Attempts in the window before the share counts. Default 10. */
  readonly minSamples?: number;
  /** How long at first; grows by a fifth with each failed probe, ± 20 % jitter. Default 1 s. */
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
  /** Left out: what belongs to somebody who is erased stays until its time is over, and cannot be read. */
  del?(key: string): Promise<unknown>;
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

/** The HTTP request that a call is made for. */
export interface CallOrigin {
  readonly path?: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What a single call may say, beside the request itself. */
export interface CallOptions extends Directives {
  /** Aborting it ends the call and closes the upstream socket. */
  readonly signal?: AbortSignal;
  /** How long the caller waits, in milliseconds: the call ends then at the latest. Default: as long as it may take. */
  readonly patienceMs?: number;
  /** The HTTP request that the call is made for; rules may look at it. */
  readonly origin?: CallOrigin;
  /** Kinds of sensitive text that the prompt is known to hold, beside those that redactors find in it. Default none. */
  readonly entities?: readonly string[];
  readonly caller?: {
    readonly keyId?: string;
    readonly tenant?: string;
    readonly team?: string;
    readonly user?: string;
    readonly door?: string;
  };
}
