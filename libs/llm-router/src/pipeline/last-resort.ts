import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { ReplyPart } from '../contracts/reply-part.js';
import type { Reply } from '../contracts/reply.js';

/** Failures of those who were to answer. What the caller caused, or is refused for, is no reason to answer worse. */
const OUTAGES = new Set([
  'no_candidate',
  'attempts_exhausted',
  'rate_limited',
  'router_overloaded',
]);

export function isOutage({ code }: LlmRouterError): boolean {
  return OUTAGES.has(code);
}

/** The text that a tier declares for the case that nobody answers. */
export function staticReply(tier: string, text: string): Reply {
  return {
    head: { model: tier, provider: 'llm-router', cache: 'off', rung: 'static', warnings: [] },
    chunks: once([
      { type: 'text', choice: 0, text },
      { type: 'finish', choice: 0, reason: 'stop' },
    ]),
  };
}

async function* once(parts: ReplyPart[]): AsyncGenerator<ReplyChunk> {
  yield { parts };
}
