import type { UsageMetadata } from '@langchain/core/messages';
import type { ReplyHead } from '../contracts/reply.js';
import type { CallSettled } from '../contracts/router-event.js';
import { inputTokens, outputTokens, type TokenUsage } from '../contracts/token-usage.js';
import { formatUsd } from '../foundation/pico-dollars.js';

export function usageMetadata(usage: TokenUsage): UsageMetadata {
  const input = inputTokens(usage);
  const output = outputTokens(usage);
  return {
    input_tokens: input,
    output_tokens: output,
    total_tokens: input + output,
    input_token_details: {
      audio: usage.inputAudio,
      image: usage.inputImage,
      cache_read: usage.cacheRead,
      cache_creation: usage.cacheWrite + usage.cacheWriteLong,
    },
    output_token_details: {
      audio: usage.outputAudio,
      image: usage.outputImage,
      reasoning: usage.reasoning,
    },
  };
}

/** How a reply was obtained; `finish_reason` in OpenAI's words. */
export function responseMetadata(
  { model, provider, cache, warnings }: ReplyHead,
  { id, attempts, cost, finishReason }: CallSettled,
): Record<string, unknown> {
  return {
    model_name: model,
    model_provider: provider,
    finish_reason: finishReason ?? 'stop',
    llm_router: {
      call_id: id,
      cache,
      attempts: attempts.length,
      cost_usd: cost === null ? null : formatUsd(cost),
      warnings,
    },
  };
}
