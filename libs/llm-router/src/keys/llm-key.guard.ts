import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { setLlmCaller } from '../contracts/caller-of-request.js';
import type { AdmittedKey } from './admit-key.js';
import { InvalidKeyError, PermissionDeniedError } from './key-errors.js';
import { sentKey, setLlmKey } from './key-of-request.js';
import { hasRight } from './key-scope.js';
import { rightsFor } from './llm-key-scope.decorator.js';
import { VirtualKeys } from './virtual-keys.js';

/**
 * Lets requests in that bring a valid key with the rights that `@LlmKeyScope()` asks for, and tells the router on whose
 * behalf they call: `@UseGuards(LlmKeyGuard)`, or as `APP_GUARD`. The key comes as `Authorization: Bearer` or as
 * `x-api-key`, on Express and on Fastify. Throws `LlmRouterError`s: `invalid_api_key` (401), `permission_denied` (403) and
 * `keys_unavailable` (503). Requests that are not HTTP are let in.
 */
@Injectable()
export class LlmKeyGuard implements CanActivate {
  constructor(protected readonly keys: VirtualKeys) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<{ headers: IncomingHttpHeaders }>();
    const secret = sentKey(request);
    if (secret === undefined) {
      throw new InvalidKeyError(
        'No API key was sent. Send it as "Authorization: Bearer <key>" or as "x-api-key: <key>".',
      );
    }
    const key = this.keys.admit(secret);
    return key instanceof Promise
      ? key.then((it) => enter(request, it, context))
      : enter(request, key, context);
  }
}

function enter(request: object, key: AdmittedKey, context: ExecutionContext): true {
  // Whom a refusal was meant for is known too.
  setLlmKey(request, key);
  const wanted = rightsFor(context.getHandler(), context.getClass());
  const missing = wanted?.find((it) => !hasRight(key.scope.rights, it));
  if (missing !== undefined) {
    throw new PermissionDeniedError(`This API key lacks the right "${missing}".`);
  }
  setLlmCaller(request, key.caller);
  return true;
}
