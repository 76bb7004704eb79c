import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

interface FastifyReply {
  readonly raw: ServerResponse;
  hijack(): unknown;
  getHeaders(): OutgoingHttpHeaders;
}

/** What controllers and filters get for a response: Express's, or Fastify's reply. */
export type PlatformResponse = ServerResponse | FastifyReply;

/** Node's own response, only to be listened to: the platform still answers. */
export function rawResponseOf(response: PlatformResponse): ServerResponse {
  return 'raw' in response ? response.raw : response;
}

/** Node's own response, to be written to: with the headers that were set on the platform's, which leaves it alone now. */
export function takeOver(response: PlatformResponse): ServerResponse {
  if (!('raw' in response)) return response;
  const { raw } = response;
  if (!raw.headersSent) {
    for (const [name, value] of Object.entries(response.getHeaders())) {
      if (value !== undefined) raw.setHeader(name, value);
    }
  }
  response.hijack();
  return raw;
}

/** Answers with a JSON text. A client that is gone gets nothing; an answer under way is cut, so that it looks cut. */
export function sendJson(
  response: PlatformResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  json: string,
): void {
  const raw = takeOver(response);
  if (raw.destroyed || raw.writableEnded) return;
  if (raw.headersSent) {
    raw.destroy();
    return;
  }
  raw.writeHead(status, {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(json),
  });
  raw.end(json);
}
