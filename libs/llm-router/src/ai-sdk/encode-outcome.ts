import type { FinishReason } from '../contracts/finish-reason.js';
import type { ReplyHead } from '../contracts/reply.js';
import type { CallSettled } from '../contracts/router-event.js';
import { inputTokens, outputTokens, type TokenUsage } from '../contracts/token-usage.js';
import { formatUsd } from '../foundation/pico-dollars.js';
import type { ModelFinishReason, ModelMetadata, ModelUsage } from './language-model-reply.js';
import { VENDOR } from './own-options.js';

const UNIFIED: Readonly<Record<FinishReason, ModelFinishReason['unified']>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  content_filter: 'content-filter',
  other: 'other',
};

export function encodeFinishReason(
  reason: FinishReason = 'other',
  raw: string | undefined = undefined,
): ModelFinishReason {
  return { unified: UNIFIED[reason], raw };
}

export function encodeUsage(usage: TokenUsage): ModelUsage {
  const { cacheRead, cacheWrite, cacheWriteLong, reasoning } = usage;
  return {
    inputTokens: {
      total: inputTokens(usage),
      noCache: usage.input + usage.inputAudio + usage.inputImage,
      cacheRead,
      cacheWrite: cacheWrite + cacheWriteLong,
    },
    outputTokens: {
      total: outputTokens(usage),
      text: usage.output + usage.outputAudio + usage.outputImage,
      reasoning,
    },
  };
}

/** How the reply was obtained, for `result.providerMetadata.llmRouter`. */
export function encodeMetadata(head: ReplyHead, outcome: CallSettled): ModelMetadata {
  return {
    [VENDOR]: {
      callId: outcome.id,
      model: head.model,
      provider: head.provider,
      cache: head.cache,
      attempts: outcome.attempts.length,
      costUsd: outcome.cost === null ? null : formatUsd(outcome.cost),
    },
  };
}
