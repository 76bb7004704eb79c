import type { IncomingMessage, ServerResponse } from 'node:http';

/** The part of Express's and of Fastify's request and response that is needed, by its shape. */
interface PlatformMessage {
  readonly raw?: unknown;
}

/** Whether the client asks for server-sent events. */
export function wantsEventStream(request: unknown): boolean {
  const { headers } = request as Pick<IncomingMessage, 'headers'>;
  return headers?.accept?.includes('text/event-stream') ?? false;
}

/** Aborted when the client goes away before its answer is complete. */
export function abortedByClient(response: unknown): AbortSignal {
  const controller = new AbortController();
  const raw = ((response as PlatformMessage).raw ?? response) as ServerResponse;
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** Sets a header of the answer, on either platform. */
export function setHeader(response: unknown, name: string, value: string): void {
  const { header } = response as { header(name: string, value: string): unknown };
  header.call(response, name, value);
}
