import type { Behaviour } from '../behaviour/behaviour.js';
import type { ModelCall } from './model-call.js';

/** The headers of a response as Node's flat list: the vendor's, then what the behaviour adds or overrides. */
export function responseHeaders(
  { dialect, exchange, behaviour }: Pick<ModelCall, 'dialect' | 'exchange' | 'behaviour'>,
  contentType: string,
  contentLength?: number,
): string[] {
  const headers = dialect.headers(exchange.id, exchange.sequence);
  headers.push('content-type', contentType);
  if (contentLength !== undefined) headers.push('content-length', String(contentLength));
  return behaviour.headers || behaviour.retryAfter !== undefined
    ? withBehaviour(headers, behaviour)
    : headers;
}

function withBehaviour(headers: readonly string[], behaviour: Behaviour): string[] {
  const merged = new Map<string, string>();
  for (let index = 0; index < headers.length; index += 2) {
    merged.set(headers[index] ?? '', headers[index + 1] ?? '');
  }
  if (behaviour.retryAfter !== undefined) merged.set('retry-after', String(behaviour.retryAfter));
  for (const [name, value] of Object.entries(behaviour.headers ?? {})) {
    merged.set(name.toLowerCase(), value);
  }
  return [...merged].flat();
}
