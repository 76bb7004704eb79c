import type { TokenUsage } from '../../contracts/token-usage.js';
import { isObject, objectOf } from '../json-value.js';
import { mapUsage as mapOpenAiUsage } from '../openai-chat/map-usage.js';
import { tokenCount } from '../token-count.js';

/** Their v2 providers hand on Anthropic's own count, where `inputTokens` does not hold what was read from the cache. */
const COUNTS_CACHE_BESIDE = /anthropic|bedrock/;

/** The usage of a reply in the form of v2 (flat) or of v3 and v4 (nested). Undefined where it holds no count. */
export function mapUsage(usage: unknown, provider: string): TokenUsage | undefined {
  const { inputTokens: input, outputTokens: output } = objectOf(usage);
  return isObject(input) || isObject(output)
    ? nested(objectOf(input), objectOf(output))
    : flat(objectOf(usage), provider);
}

function nested(
  input: Record<string, unknown>,
  output: Record<string, unknown>,
): TokenUsage | undefined {
  return mapOpenAiUsage({
    prompt_tokens: input.total ?? sum(input.noCache, input.cacheRead, input.cacheWrite),
    completion_tokens: output.total ?? sum(output.text, output.reasoning),
    prompt_tokens_details: { cached_tokens: input.cacheRead, cache_write_tokens: input.cacheWrite },
    completion_tokens_details: { reasoning_tokens: output.reasoning },
  });
}

function flat(usage: Record<string, unknown>, provider: string): TokenUsage | undefined {
  const { inputTokens, outputTokens, totalTokens, cachedInputTokens, reasoningTokens } = usage;
  const beside = COUNTS_CACHE_BESIDE.test(provider);
  return mapOpenAiUsage({
    prompt_tokens: beside ? sum(inputTokens, cachedInputTokens) : inputTokens,
    completion_tokens: outputTokens,
    total_tokens: beside ? undefined : totalTokens,
    prompt_tokens_details: { cached_tokens: cachedInputTokens },
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  });
}

function sum(...counts: unknown[]): number | undefined {
  const known = counts.map(tokenCount).filter((it) => it !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, it) => total + it, 0);
}
