import type { AttemptRecord } from './attempt.js';
import type { Candidate } from './candidate.js';
import type { Delivery } from './provider-adapter.js';

/** What can be asked for in percentiles: milliseconds to the first content part and in all, tokens per second after it. */
export type LiveMetric = 'firstPart' | 'duration' | 'throughput';

/** How a target does right now. What is not known yet is undefined. Nothing in it is ever NaN. */
export interface TargetPerformance {
  /** Attempts that have not ended, other processes' included where live state is shared. */
  readonly inFlight: number;
  /** Attempts that ended of late, the older the less they count. */
  readonly samples: number;
  /** Share of late attempts that failed and are the target's fault: 0 to 1. */
  readonly errorRate: number;
  /** Completion tokens of an answer, on average. */
  readonly outputTokens: number | undefined;
  /** Share of prompt tokens that were read from the provider's prompt cache: 0 to 1. */
  readonly cachedShare: number | undefined;
  /** Undefined where no limit is known. */
  readonly headroom: Headroom | undefined;
  /**
   * Peak-sensitive average, in milliseconds: rises at once, falls slowly. Of a stream until its first part, of a
   * document until its end. An attempt that has waited longer than that counts with its age.
   */
  latency(delivery: Delivery): number | undefined;
  /** `percent` in 0 to 100. */
  percentile(metric: LiveMetric, percent: number, delivery: Delivery): number | undefined;
}

/** What a target still takes before a limit of its provider, or a declared one, is reached. */
export interface Headroom {
  readonly requests?: number;
  readonly tokens?: number;
  /** Epoch milliseconds when there is room again where it is used up, else when it is full again. */
  readonly resetAt: number;
}

/** An attempt that is under way; it has to be ended, once. */
export interface AttemptTrace {
  /** The answer has begun; with the provider's own rate-limit headers, names in lower case, and the alias of the key. */
  opened(rateLimit: Readonly<Record<string, string>> | undefined, credential?: string): void;
  /** The first content part is here, so many milliseconds after the attempt was sent. */
  firstPart(milliseconds: number): void;
  ended(record: AttemptRecord): void;
}

/** How all targets do, learned from every attempt. The abstract class is the injection token too. */
export abstract class LivePerformance {
  abstract of(candidate: Candidate): TargetPerformance;
  abstract started(candidate: Candidate, delivery: Delivery): AttemptTrace;
}
