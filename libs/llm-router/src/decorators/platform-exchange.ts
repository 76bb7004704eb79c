import type { IncomingMessage } from 'node:http';

/** Whether the client asks for server-sent events. */
export function wantsEventStream(request: unknown): boolean {
  const { headers } = request as Pick<IncomingMessage, 'headers'>;
  return headers?.accept?.includes('text/event-stream') ?? false;
}

/** Sets a header of the answer, on either platform. */
export function setHeader(response: unknown, name: string, value: string): void {
  (response as { header(name: string, value: string): unknown }).header(name, value);
}
