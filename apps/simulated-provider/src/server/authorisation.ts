import type { IncomingHttpHeaders } from 'node:http';

/** Whether a request carries the key, in the header of either vendor. No key set lets everyone in. */
export function isAuthorised(apiKey: string | undefined, headers: IncomingHttpHeaders): boolean {
  return (
    apiKey === undefined ||
    headers.authorization === `Bearer ${apiKey}` ||
    headers['x-api-key'] === apiKey
  );
}
