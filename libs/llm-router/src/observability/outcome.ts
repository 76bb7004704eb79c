import type { EndStatus } from '../contracts/attempt.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { Exchange } from '../contracts/exchange.js';
import type { PicoDollars } from '../contracts/model-price.js';
import type { Reply } from '../contracts/reply.js';
import type { CallSettled } from '../contracts/router-event.js';
import { NO_USAGE, type TokenUsage } from '../contracts/token-usage.js';

/** How a call ended, from what its journal holds. Cost and tokens are sums over all attempts: every one is paid for. */
export function outcomeOf(
  exchange: Exchange,
  reply: Reply | undefined,
  ending: { status: EndStatus; failure?: LlmRouterError; durationMs: number; firstPartMs?: number },
): CallSettled {
  const { attempts, rejections, cache } = exchange.journal;
  const last = attempts.at(-1);
  return {
    type: 'call-settled',
    id: exchange.id,
    caller: exchange.caller,
    tags: exchange.tags,
    delivery: exchange.delivery,
    requestedModel: exchange.model,
    servedModel: reply?.head.model,
    provider: reply?.head.provider,
    startedAt: exchange.startedAt,
    firstPartMs: ending.firstPartMs,
    durationMs: ending.durationMs,
    status: ending.status,
    failure: ending.failure?.facts(),
    finishReason: last?.finishReason,
    cache,
    usage: attempts.reduce((sum, it) => add(sum, it.usage), NO_USAGE),
    cost: attempts.reduce<PicoDollars | null>(
      (sum, it) => (sum === null || it.cost === null ? null : sum + it.cost),
      0n,
    ),
    attempts,
    rejections,
  };
}

function add(a: TokenUsage, b: TokenUsage): TokenUsage {
  if (a === NO_USAGE) return b;
  return {
    input: a.input + b.input,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    inputAudio: a.inputAudio + b.inputAudio,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
    outputAudio: a.outputAudio + b.outputAudio,
    estimated: a.estimated || b.estimated,
  };
}
