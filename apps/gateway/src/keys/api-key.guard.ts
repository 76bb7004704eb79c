import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LlmRouterError, setLlmCaller } from 'nestjs-llm-router';
import { KeyHolders } from './key-holders.js';
import { KeyRing } from './key-ring.js';
import { isOpenToAll } from './open-to-all.decorator.js';

/** Where keys are configured, lets their holders in only, and tells the router on whose behalf they call. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly keys: KeyRing,
    private readonly holders: KeyHolders,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.keys.empty || isOpenToAll(context.getClass())) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = keyOf(request);
    if (key === undefined)
      throw refusal(
        'No API key was sent. Send it as "Authorization: Bearer <key>" or as "x-api-key: <key>".',
      );
    const holder = this.keys.find(key);
    if (holder === undefined) throw refusal("The API key is not one of this gateway's.");
    this.holders.remember(request, holder);
    const { id: keyId, tenant, tags } = holder;
    setLlmCaller(request, { keyId, ...(tenant && { tenant }), ...(tags && { tags }) });
    return true;
  }
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  const apiKey = headers['x-api-key'];
  return bearer ?? (typeof apiKey === 'string' && apiKey !== '' ? apiKey : undefined);
}

function refusal(message: string): LlmRouterError {
  return new LlmRouterError(message, { code: 'invalid_api_key', httpStatus: 401 });
}
