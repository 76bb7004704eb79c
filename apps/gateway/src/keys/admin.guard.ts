import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LlmRouterError } from 'nestjs-llm-router';
import { KeyHolders } from './key-holders.js';
import { KeyRing } from './key-ring.js';

/** Lets admin keys in; without any keys configured, whoever calls from this machine. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(
    private readonly keys: KeyRing,
    private readonly holders: KeyHolders,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.keys.empty) {
      if (isLocal(request)) return true;
      throw refusal(
        'Without configured keys, /admin answers on the loopback address only. Configure a key with admin: true.',
      );
    }
    if (this.holders.of(request)?.admin) return true;
    throw refusal('This API key may not read /admin. Use one that is configured with admin: true.');
  }
}

/** A proxy on this machine forwards strangers, and what it says of their address may be made up. */
function isLocal({ socket, headers }: FastifyRequest): boolean {
  const proxied = headers.forwarded ?? headers['x-forwarded-for'];
  return proxied === undefined && /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
}

function refusal(message: string): LlmRouterError {
  return new LlmRouterError(message, { code: 'permission_denied', httpStatus: 403 });
}
