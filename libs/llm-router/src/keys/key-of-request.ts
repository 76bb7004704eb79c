import type { IncomingHttpHeaders } from 'node:http';
import type { AdmittedKey } from './admit-key.js';

/** Under `Symbol.for`, so that guards of two copies of the package meet. */
const KEY = Symbol.for('nestjs-llm-router.admitted-key');

/** What was sent as a key: `Authorization: Bearer <key>`, or else `x-api-key: <key>`. */
export function sentKey({
  headers,
}: {
  readonly headers: IncomingHttpHeaders;
}): string | undefined {
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  const apiKey = headers['x-api-key'];
  return bearer ?? (typeof apiKey === 'string' && apiKey !== '' ? apiKey : undefined);
}

export function setLlmKey(request: object, key: AdmittedKey): void {
  (request as { [KEY]?: AdmittedKey })[KEY] = key;
}

/** The valid key that came with this request, as `LlmKeyGuard` found out, whether its rights suffice or not. */
export function llmKeyOf(request: object): AdmittedKey | undefined {
  return (request as { [KEY]?: AdmittedKey })[KEY];
}
