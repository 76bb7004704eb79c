import type { TokenUsage } from '../../contracts/token-usage.js';
import { isObject } from '../json-value.js';
import { mapUsage as mapChatUsage } from '../openai-chat/map-usage.js';

/** The same counts as in Chat Completions, under other names. */
export function mapUsage(wire: unknown): TokenUsage | undefined {
  return mapChatUsage(
    isObject(wire)
      ? {
          prompt_tokens: wire.input_tokens,
          prompt_tokens_details: wire.input_tokens_details,
          completion_tokens: wire.output_tokens,
          completion_tokens_details: wire.output_tokens_details,
        }
      : wire,
  );
}
