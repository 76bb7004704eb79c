import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { Exchange } from '../contracts/exchange.js';
import type { PicoDollars } from '../contracts/model-price.js';
import type { Reply } from '../contracts/reply.js';
import type { CallSettled } from '../contracts/router-event.js';
import { addUsage, NO_USAGE } from '../contracts/token-usage.js';
import { answeringAttempts } from './answering-attempts.js';

/** How a call ended, from what its journal holds. Cost and tokens are sums over all attempts: every one is paid for. */
export function outcomeOf(
  exchange: Exchange,
  reply: Reply | undefined,
  ending: Pick<CallSettled, 'status' | 'durationMs' | 'firstPartMs' | 'configuration'> & {
    failure?: LlmRouterError;
  },
): CallSettled {
  const { attempts, rejections, cache, decision, rung, saved, compliance, findings } =
    exchange.journal;
  const { caller = exchange.caller, tags = exchange.tags } = exchange.journal;
  const last = answeringAttempts(attempts, reply?.head.model).at(-1);
  // The head was told before anybody had to continue the reply.
  const servedBy = last?.kind === 'continuation' ? last : undefined;
  return {
    type: 'call-settled',
    id: exchange.id,
    caller,
    tags,
    operation: exchange.embedding === undefined ? 'chat' : 'embedding',
    delivery: exchange.delivery,
    requestedModel: exchange.model,
    servedModel: servedBy?.model ?? reply?.head.model,
    provider: servedBy?.provider ?? reply?.head.provider,
    startedAt: exchange.startedAt,
    firstPartMs: ending.firstPartMs,
    durationMs: ending.durationMs,
    status: ending.status,
    failure: ending.failure?.facts(),
    finishReason: last?.finishReason,
    sensitivity: compliance?.sensitivity,
    ...(findings.length > 0 && { findings }),
    cache,
    usage: attempts.reduce((sum, it) => addUsage(sum, it.usage), NO_USAGE),
    cost: attempts.reduce<PicoDollars | null>(
      (sum, it) => (sum === null || it.cost === null ? null : sum + it.cost),
      0n,
    ),
    attempts,
    saved,
    rejections,
    decision,
    rung: ending.failure?.rung ?? rung ?? reply?.head.rung,
    configuration: ending.configuration,
  };
}
