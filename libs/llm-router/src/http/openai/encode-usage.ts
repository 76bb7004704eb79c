import { inputTokens, outputTokens, type TokenUsage } from '../../contracts/token-usage.js';

/** Disjoint classes of tokens as OpenAI's nested counts, which have no place for lifetimes of writes and images made. */
export function encodeUsage(usage: TokenUsage) {
  const input = inputTokens(usage);
  const output = outputTokens(usage);
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: {
      cached_tokens: usage.cacheRead,
      cache_write_tokens: usage.cacheWrite + usage.cacheWriteLong,
      audio_tokens: usage.inputAudio,
      image_tokens: usage.inputImage,
    },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoning,
      audio_tokens: usage.outputAudio,
    },
  };
}
