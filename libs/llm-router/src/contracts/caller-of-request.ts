import type { Caller } from './caller.js';
import type { RouteDirective } from './directives.js';

/** How much a caller may spend in a stretch of time that begins with the clock: a day at 00:00 UTC, a week on Monday. */
export interface CallerBudget {
  /** US dollars, decimal, e.g. `"12.50"`. */
  readonly usd: string;
  readonly window: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'total';
}

/** What a caller may use at most. What is left out is not limited. */
export interface CallerLimits {
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly budget?: CallerBudget;
}

/** On whose behalf a request is made, as the application's guard found out. */
export interface RequestCaller extends Omit<Caller, 'door'> {
  /** Dimensions of the caller in the ledger; they win over what the request says of itself. Default none. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The caller's own limits: the outermost directive of all its calls, which others can only tighten. Default none. */
  readonly route?: RouteDirective;
  /**
   * Models, tiers and aliases that the caller may use; `*` in a name stands for any characters. Applies where
   * `LlmKeysModule` is imported. Default: all.
   */
  readonly allowedModels?: readonly string[];
  /** For quotas. Default none. */
  readonly limits?: CallerLimits;
}

/** Under `Symbol.for`, so that guards and doors of two copies of the package meet. */
const CALLER = Symbol.for('nestjs-llm-router.caller');

interface PlatformRequest {
  [CALLER]?: RequestCaller;
  /** Fastify's requests carry Node's, which is the one that middleware gets. */
  readonly raw?: { [CALLER]?: RequestCaller };
}

/**
 * Tells the doors on whose behalf a request is made; for guards and middleware, on Express and on Fastify:
 *
 * ```ts
 * canActivate(context: ExecutionContext): boolean {
 *   const request = context.switchToHttp().getRequest();
 *   setLlmCaller(request, { keyId: 'ci', tenant: 'acme', tags: { team: 'search' } });
 *   return true;
 * }
 * ```
 */
export function setLlmCaller(request: object, caller: RequestCaller): void {
  (request as PlatformRequest)[CALLER] = caller;
}

/** What `setLlmCaller` was told about this request; undefined where it was not called. */
export function llmCallerOf(request: object): RequestCaller | undefined {
  const { [CALLER]: caller, raw } = request as PlatformRequest;
  return caller ?? raw?.[CALLER];
}
