import type { OutgoingHttpHeaders } from 'node:http';
import type { SettlingReply } from '../contracts/reply.js';
import { rateLimitHeaders, type RateLimitNames } from './rate-limit-headers.js';

/** Response header: how far the answer is from what was asked for, where it is no first choice. */
export const DEGRADED_HEADER = 'x-llm-router-degraded';

const MAX_LENGTH = 1_000;

/** A reply, as far as its headers tell. */
export type AnsweredBy = Pick<SettlingReply, 'id' | 'head'>;

/** How a reply was obtained, as far as it is known when its first content is. */
export function replyHeaders(
  { id, head }: AnsweredBy,
  rateLimits: RateLimitNames,
): OutgoingHttpHeaders {
  return {
    'x-request-id': id,
    // Anthropic's name for it.
    'request-id': id,
    'x-llm-router-provider': headerSafe(head.provider),
    'x-llm-router-model': headerSafe(head.model),
    'x-llm-router-attempts': head.attempts ?? 0,
    'x-llm-router-cache': head.cache,
    ...(head.rung === undefined ? {} : { [DEGRADED_HEADER]: head.rung }),
    ...(head.warnings.length > 0
      ? { 'x-llm-router-warnings': headerSafe(head.warnings.join('; ')) }
      : {}),
    ...(head.rateLimit === undefined ? {} : rateLimitHeaders(head.rateLimit, rateLimits)),
  };
}

/** Headers hold printable ASCII; anything else becomes a question mark. */
function headerSafe(text: string): string {
  return text.slice(0, MAX_LENGTH).replace(/[^\x20-\x7e]/g, '?');
}
