import type { Caller } from './caller.js';

/** On whose behalf a request is made, as the application's guard found out. */
export interface RequestCaller extends Omit<Caller, 'door'> {
  /** Dimensions of the caller in the ledger; they win over what the request says of itself. Default none. */
  readonly tags?: Readonly<Record<string, string>>;
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
