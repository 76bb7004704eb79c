import type { ModuleMetadata } from '@nestjs/common';
import type { Duration } from '../contracts/duration.js';
import type { CacheManagerLike } from '../contracts/options.js';

export const LLM_HTTP_OPTIONS = Symbol.for('nestjs-llm-router.http-options');

/** The options of `LlmHttpModule.forRoot()`. */
export interface LlmHttpModuleOptions {
  /** Modules that provide the router, where `LlmRouterModule` is not global. Default none. */
  readonly imports?: ModuleMetadata['imports'];
  /** What answers requests that repeat an `Idempotency-Key`. */
  readonly idempotency?: IdempotencyOptions;
}

export interface IdempotencyOptions {
  /** How long an answer is given again. Default 24 h. */
  readonly ttl?: Duration;
  /**
   * What answers are kept in: a cache-manager `Cache`, e.g. the one behind Nest's `CACHE_MANAGER`, to share them among
   * processes. Two requests at once are made one only within a process. Default: in memory, the last 1,000 answers.
   */
  readonly store?: CacheManagerLike;
}
