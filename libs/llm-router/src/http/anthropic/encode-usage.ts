import { outputTokens, type TokenUsage } from '../../contracts/token-usage.js';

/** Anthropic's classes of input are disjoint too; it counts thinking inside the output. */
export function encodeUsage(usage: TokenUsage) {
  return {
    input_tokens: usage.input + usage.inputAudio + usage.inputImage,
    cache_creation_input_tokens: usage.cacheWrite + usage.cacheWriteLong,
    cache_creation: {
      ephemeral_5m_input_tokens: usage.cacheWrite,
      ephemeral_1h_input_tokens: usage.cacheWriteLong,
    },
    cache_read_input_tokens: usage.cacheRead,
    output_tokens: outputTokens(usage),
    output_tokens_details: { thinking_tokens: usage.reasoning },
  };
}
