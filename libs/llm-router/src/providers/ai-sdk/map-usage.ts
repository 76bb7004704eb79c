import type { TokenUsage } from '../../contracts/token-usage.js';
import { isObject, type JsonObject, objectOf } from '../json-value.js';
import { mapUsage as mapOpenAiUsage } from '../openai-chat/map-usage.js';
import { UsageReader } from '../usage-reader.js';

/** Their v2 providers hand on Anthropic's own count, where `inputTokens` does not hold what was read from the cache. */
const COUNTS_CACHE_BESIDE = /anthropic|bedrock/;

/**
 * The usage of a reply in the form of v2 (flat) or of v3 and v4 (nested). Undefined where it holds no count. What this form
 * has no place for is read from `raw`, the vendor's own: audio and images of OpenAI, long writes of Anthropic.
 */
export function mapUsage(usage: unknown, provider: string): TokenUsage | undefined {
  if (!isObject(usage)) return mapOpenAiUsage(usage);
  const reader = new UsageReader();
  const { inputTokens, outputTokens } = usage;
  const isNested = isObject(inputTokens) || isObject(outputTokens);
  return mapOpenAiUsage(isNested ? nested(usage, reader) : flat(usage, provider, reader), reader);
}

function nested({ inputTokens, outputTokens, raw: own }: JsonObject, reader: UsageReader) {
  const input = reader.object(inputTokens);
  const output = reader.object(outputTokens);
  const raw = objectOf(own);
  const sent = objectOf(raw.prompt_tokens_details ?? raw.input_tokens_details);
  const written = objectOf(raw.completion_tokens_details ?? raw.output_tokens_details);
  return {
    prompt_tokens: input.total ?? sum(reader, input.noCache, input.cacheRead, input.cacheWrite),
    completion_tokens: output.total ?? sum(reader, output.text, output.reasoning),
    prompt_tokens_details: {
      cached_tokens: input.cacheRead,
      cache_write_tokens: input.cacheWrite,
      cache_write_tokens_details: {
        ttl_12h_tokens: objectOf(raw.cache_creation).ephemeral_1h_input_tokens,
      },
      audio_tokens: sent.audio_tokens,
      image_tokens: sent.image_tokens,
    },
    completion_tokens_details: {
      reasoning_tokens: output.reasoning,
      audio_tokens: written.audio_tokens,
    },
  };
}

function flat(usage: JsonObject, provider: string, reader: UsageReader) {
  const { inputTokens, outputTokens, totalTokens, cachedInputTokens, reasoningTokens } = usage;
  const beside = COUNTS_CACHE_BESIDE.test(provider);
  return {
    prompt_tokens: beside ? sum(reader, inputTokens, cachedInputTokens) : inputTokens,
    completion_tokens: outputTokens,
    total_tokens: beside ? undefined : totalTokens,
    prompt_tokens_details: { cached_tokens: cachedInputTokens },
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  };
}

/** Undefined where no count is told. */
function sum(reader: UsageReader, ...counts: unknown[]): number | undefined {
  const known = counts.map((it) => reader.count(it)).filter((it) => it !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, it) => total + it, 0);
}
