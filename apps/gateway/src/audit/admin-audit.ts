import { Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AuditTrail, llmKeyOf } from 'nestjs-llm-router';

/** An answer waits no longer than that for its entry. */
const PATIENCE_MS = 2_000;
/** Nobody was let in yet: strangers shall not fill the trail. */
const STRANGERS = new Set([401, 429]);
/** What the providers do right now is nobody's data. */
const IMPERSONAL = 'GET /admin/targets';
/** Their parameters name a person; whoever serves them records a pseudonym. */
const OF_PERSONS = /^\/admin\/subjects(\/|$)/;
/** Parameters of a query that name no person; of others, that they were sent is recorded. */
const PLAIN = new Set(['after', 'before', 'from', 'groupBy', 'keyId', 'kind', 'limit', 'model']);

/**
 * Records every use of /admin, with who it was and how it ended; the answer leaves once the entry is in the trail. A hook of
 * the platform and not an interceptor: it sees what guards refuse too.
 */
@Injectable()
export class AdminAudit {
  private readonly logger = new Logger('Audit');
  private readonly noted = new WeakSet<FastifyRequest>();

  constructor(
    host: HttpAdapterHost,
    private readonly trail: AuditTrail,
  ) {
    const instance = host.httpAdapter.getInstance<FastifyInstance>();
    instance.addHook('onSend', (request, reply) => this.note(request, reply));
    // What is written past the platform, as errors and exports are, is not sent by it.
    instance.addHook('onResponse', (request, reply) => this.note(request, reply));
  }

  private async note(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const route = request.routeOptions.url;
    if (!route?.startsWith('/admin/') || STRANGERS.has(reply.statusCode)) return;
    if (this.noted.has(request) || `${request.method} ${route}` === IMPERSONAL) return;
    this.noted.add(request);
    this.record(request, route, reply.statusCode);
    await this.written();
  }

  private record(request: FastifyRequest, route: string, status: number): void {
    const actor = llmKeyOf(request)?.id;
    const parameters = OF_PERSONS.test(route) ? {} : (request.params as Record<string, string>);
    const { id } = parameters;
    this.trail.record({
      kind: 'admin-action',
      ...(actor !== undefined && { actor }),
      ...(id !== undefined && { subject: id }),
      at: Date.now(),
      details: { method: request.method, route, status, query: queryOf(request, route) },
    });
  }

  private async written(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the database is slow')), PATIENCE_MS);
    });
    try {
      await Promise.race([this.trail.flush(), patience]);
    } catch (error) {
      this.logger.error(`An answer of /admin leaves before its entry is written: ${String(error)}`);
    } finally {
      clearTimeout(timer);
    }
  }
}

function queryOf({ query }: FastifyRequest, route: string): Record<string, unknown> | undefined {
  const sent = Object.entries(query as Record<string, unknown>).map(([name, value]) => [
    name,
    PLAIN.has(name) && !OF_PERSONS.test(route) ? value : true,
  ]);
  return sent.length === 0 ? undefined : (Object.fromEntries(sent) as Record<string, unknown>);
}
