import type { IncomingHttpHeaders } from 'node:http';
import type { ProviderReply } from '../../contracts/provider-adapter.js';
import {
  ANTHROPIC_RATE_LIMITS,
  OPENAI_RATE_LIMITS,
  renamedHeaders,
} from '../../foundation/rate-limit-headers.js';
import type { AnswerBody } from './answer-body.js';

/** Vendors that copied an API mostly copied its headers too. */
const RATE_LIMITS = [...OPENAI_RATE_LIMITS, ...ANTHROPIC_RATE_LIMITS];

/** An HTTP answer whose body is still under way. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: AnswerBody;
  /** Alias of the key that the request went out with. */
  readonly credential?: string;
}

/** The first value of a header. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** What a reply tells of its answer, whoever the vendor is. */
export function replyFacts({
  credential,
  headers,
}: HttpAnswer): Pick<ProviderReply, 'credential' | 'rateLimit'> {
  const rateLimit = renamedHeaders(RATE_LIMITS, headers);
  return {
    ...(credential === undefined ? {} : { credential }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  };
}

/** The vendor's own id of the request, under the first of these names that the answer has. */
export function requestIdOf(
  { headers }: HttpAnswer,
  names: readonly string[],
): Pick<ProviderReply, 'upstreamRequestId'> {
  for (const name of names) {
    const upstreamRequestId = headerOf(headers, name);
    if (upstreamRequestId !== undefined) return { upstreamRequestId };
  }
  return {};
}
