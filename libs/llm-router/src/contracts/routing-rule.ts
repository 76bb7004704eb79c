import type { RouteDirective } from './directives.js';
import type { Task } from './task-class.js';

/** From, to: both included; a side that is left out is open. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** A time of day. `from` after `to` spans midnight; the same: a whole day. */
export interface TimeOfDay {
  /** `HH:MM`, included. */
  readonly from: string;
  /** `HH:MM`, excluded. */
  readonly to: string;
  /** An IANA name, e.g. `Europe/Berlin`. Default `UTC`. */
  readonly timeZone?: string;
  /** Default: every day. A span over midnight belongs to the day on which it began. */
  readonly days?: readonly ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
}

/** All that is named has to hold. In texts, `*` stands for any characters; a list holds where one of its entries does. */
export interface RuleCondition {
  /** What was asked for: a model, `tier:<name>` or an alias. */
  readonly model?: string | readonly string[];
  readonly tags?: Readonly<Record<string, string | readonly string[]>>;
  /** Headers of the HTTP request, names in lower case. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly user?: string | readonly string[];
  readonly tenant?: string | readonly string[];
  /** The name of the caller's key. */
  readonly key?: string | readonly string[];
  /** How the call came in, e.g. `http:*` or `in-process`. */
  readonly door?: string | readonly string[];
  /** Path of the HTTP request. */
  readonly path?: string | readonly string[];
  readonly promptTokens?: Range;
  readonly hasTools?: boolean;
  readonly hasImages?: boolean;
  readonly streams?: boolean;
  readonly task?: Task | readonly Task[];
  /** ISO 639-1, e.g. `de`. */
  readonly language?: string | readonly string[];
  /** The probability that a cheap model's answer will do. Does not hold where the classifier abstains. */
  readonly cheapSuffices?: Range;
  readonly time?: TimeOfDay;
  /** Of 100: a stable share of users, or of keys where no user is named, or of calls where neither is. */
  readonly percentage?: number;
}

/** What a rule decides: it wins over what was asked for; limits only tighten. */
export type RuleOutcome = Pick<
  RouteDirective,
  | 'model'
  | 'tier'
  | 'fallback'
  | 'strategy'
  | 'timeout'
  | 'tags'
  | 'only'
  | 'ignore'
  | 'regions'
  | 'requireTags'
  | 'maxPrice'
  | 'dataCollection'
  | 'zeroRetention'
  | 'sensitivity'
  | 'purpose'
  | 'preferredMaxLatency'
  | 'preferredMinThroughput'
  | 'priority'
  | 'hedge'
  | 'continueStreams'
>;

/** Rules are read from the first to the last; the first whose condition holds decides. */
export interface RoutingRule {
  /** Names it in decision records. */
  readonly name: string;
  /** Left out: always. */
  readonly when?: RuleCondition;
  readonly then: RuleOutcome;
}
