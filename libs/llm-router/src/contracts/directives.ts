import type { Duration } from './duration.js';
import type { RedactAction, RedactDirection } from './redact-actions.js';

/** US dollars: `prompt` and `completion` per million tokens, `request` for a whole call. What is left out is not limited. */
export interface MaxPrice {
  readonly prompt?: number;
  readonly completion?: number;
  readonly request?: number;
}

/** A wish for live figures, by percentile; a number alone is for `p50`. */
export type Preferred =
  number | Readonly<Partial<Record<'p50' | 'p75' | 'p90' | 'p95' | 'p99', number>>>;

/** Who waits when not everybody can be served at once. */
export type Priority = 'high' | 'normal' | 'low';

/**
 * Where a call should go. All fields are optional. Of preferences the nearest wins; tags add up; limits only tighten:
 * allow-lists intersect, deny-lists add up, the lower price and the stricter policy win.
 */
export interface RouteDirective {
  /** A model, `tier:<name>` or an alias. */
  readonly model?: string;
  /** Shorthand for `model: 'tier:<name>'`. */
  readonly tier?: string;
  /** Models, tiers or aliases to try, in order, after all candidates of the first choice. Default none. */
  readonly fallback?: readonly string[];
  /** Id of the strategy that orders the candidates. Default: the tier's, else `routing.strategy`. */
  readonly strategy?: string;
  /** The whole call, retries included. Default `timeouts.total`. */
  readonly timeout?: Duration;
  /** Only candidates that can honour every field of the request. Default false: what is lost is named in a warning. */
  readonly requireParameters?: boolean;
  /** Providers or models that may serve the call, no others: `openai`, `openai/gpt-4.1`. Default: all. */
  readonly only?: readonly string[];
  /** Providers or models that may not. Default none. */
  readonly ignore?: readonly string[];
  /** Providers or models to try first, in this order. Default none. */
  readonly order?: readonly string[];
  /** False: nobody may serve the call but those that `order` lists, or else the strategy's first choice. Default true. */
  readonly allowFallbacks?: boolean;
  /**
   * Regions in which the call may be processed, by the whole names that providers declare. Who declares none, or another
   * one too, is left out then. Default: any.
   */
  readonly regions?: readonly string[];
  /**
   * The class of the data that the call holds, one of `privacy.classes`; of several, the highest counts. Merging adds
   * them up. Default `privacy.unlabelled`.
   */
  readonly sensitivity?: string | readonly string[];
  /** A class that the call has at least. It is no label: it never lowers what nothing labels. Merging adds them up. */
  readonly sensitivityFloor?: string | readonly string[];
  /** What the call is for, e.g. `support`; policies may go by it. Merging adds them up. Default none. */
  readonly purpose?: string | readonly string[];
  /** Tags that a model has to declare, all of them. Default none. */
  readonly requireTags?: readonly string[];
  /** `deny`: only providers that declare that they do not train on what they are sent. Default `allow`. */
  readonly dataCollection?: 'allow' | 'deny';
  /** Only providers that declare that they keep nothing of what they are sent. Default false. */
  readonly zeroRetention?: boolean;
  /** Dearer candidates, and such of unknown price, are left out. Default: no limit. */
  readonly maxPrice?: MaxPrice;
  /** Seconds to the first part: who is slower of late goes last. Default: no wish. */
  readonly preferredMaxLatency?: Preferred;
  /** Tokens per second: who is slower of late goes last. Default: no wish. */
  readonly preferredMinThroughput?: Preferred;
  /** Who waits first when a target is full. Default `normal`. */
  readonly priority?: Priority;
  /** What `sticky` holds together: calls with one session go to one target. Default: the user, else the key. */
  readonly session?: string;
  /** Whether a second target may be asked when the first is slow. Default: as in the options. */
  readonly hedge?: boolean;
  /**
   * A stream of plain text that breaks off is continued by another target: the caller sees one reply, and both are
   * billed. Default false.
   */
  readonly continueStreams?: boolean;
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

/**
 * What is taken out of a prompt before a provider sees it, and out of an answer before the caller does. Of several
 * directives all hold: merging only tightens.
 */
export interface RedactDirective {
  /**
   * Kinds of findings, or groups of them, e.g. `['email', 'secret']`. Default: all that the redactors look for where nobody
   * names any. What `actions` names is looked for, too.
   */
  readonly entities?: readonly string[];
  /** What happens to what is found. Default `pseudonymise`. */
  readonly action?: RedactAction;
  /**
   * What happens to these kinds or groups instead: `{ email: 'hash', secret: 'block' }`. A kind wins over its groups, of
   * several groups the strictest. Default none.
   */
  readonly actions?: Readonly<Record<string, RedactAction>>;
  /** Default `input`: prompts. */
  readonly direction?: RedactDirection;
}

/** Everything that decorators, options and the call itself may say about a call. */
export interface Directives {
  readonly route?: RouteDirective;
  readonly cache?: CacheDirective | false;
  /** One, or several that all hold. */
  readonly redact?: RedactDirective | readonly RedactDirective[];
}
