import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { hasRight, llmKeyOf, LlmRouterError, rightsFor } from 'nestjs-llm-router';

/** What a controller of /admin asks for that says nothing. */
const ALL_RIGHTS = ['*'];

/** Lets keys in that have the rights; as long as there are no keys at all, whoever calls from this machine. */
@Injectable()
export class AdminGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = llmKeyOf(request);
    if (key === undefined) {
      if (isLocal(request)) return true;
      throw refusal(
        'Without configured keys, /admin answers on the loopback address only. Configure a key with admin: true.',
      );
    }
    const wanted = rightsFor(context.getHandler(), context.getClass()) ?? ALL_RIGHTS;
    const missing = wanted.find((it) => !hasRight(key.scope.rights, it));
    if (missing === undefined) return true;
    throw refusal(`This API key lacks the right "${missing}".`);
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
