import type { TokenUsage } from '../../contracts/token-usage.js';
import { cacheWrites } from '../cache-writes.js';
import { TokenTotal } from '../token-total.js';
import { UsageReader } from '../usage-reader.js';
import type { WireUsage } from './wire-types.js';

/**
 * OpenAI counts classes inside each other (cached inside prompt, reasoning inside completion); ours are disjoint and
 * add up to the same totals. Audio and image tokens that were cached count as cached. Names as in openai 7.57
 * (`CompletionUsage`, and `ResponseUsage` for the lifetimes of writes); `image_tokens` of a completion is OpenRouter's.
 */
export function mapUsage(wire: unknown, known?: UsageReader): TokenUsage | undefined {
  if (wire === undefined || wire === null) return undefined;
  const reader = known ?? new UsageReader();
  const usage: WireUsage = reader.object(wire);
  const prompt = reader.count(usage.prompt_tokens);
  const completion = reader.count(usage.completion_tokens);
  if (prompt === undefined && completion === undefined) return reader.usage();

  const promptDetails = reader.object(usage.prompt_tokens_details);
  const input = new TokenTotal(reader, prompt);
  const cacheRead = input.take(
    reader.count(promptDetails.cached_tokens ?? usage.prompt_cache_hit_tokens),
  );
  const lifetimes = reader.object(promptDetails.cache_write_tokens_details);
  const writes = cacheWrites(
    reader,
    reader.count(promptDetails.cache_write_tokens),
    reader.count(lifetimes.ttl_30m_tokens),
    reader.count(lifetimes.ttl_12h_tokens),
  );
  const cacheWrite = input.take(writes.cacheWrite);
  const cacheWriteLong = input.take(writes.cacheWriteLong);
  const inputAudio = input.takeRest(reader.count(promptDetails.audio_tokens));
  const inputImage = input.takeRest(reader.count(promptDetails.image_tokens));

  const completionDetails = reader.object(usage.completion_tokens_details);
  const thought = reader.count(completionDetails.reasoning_tokens);
  const total = reader.count(usage.total_tokens);
  const beside =
    prompt === undefined || completion === undefined || total === undefined
      ? 0
      : reasoningBeside(reader, total - prompt - completion, thought);
  const output = new TokenTotal(reader, (completion ?? 0) + beside);
  const reasoning = output.take(thought ?? beside);
  const outputAudio = output.take(reader.count(completionDetails.audio_tokens));
  const outputImage = output.take(reader.count(completionDetails.image_tokens));
  return reader.usage({
    input: input.left,
    cacheRead,
    cacheWrite,
    cacheWriteLong,
    inputAudio,
    inputImage,
    output: output.left,
    reasoning,
    outputAudio,
    outputImage,
  });
}

/** xAI and Google count reasoning beside the completion: only the total, `more` than the two sides, shows it. */
function reasoningBeside(reader: UsageReader, more: number, thought = Math.max(0, more)): number {
  if (more < 0 || more > thought) reader.doubt();
  return Math.min(Math.max(0, more), thought);
}
