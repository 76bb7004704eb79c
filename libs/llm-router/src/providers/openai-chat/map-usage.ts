import type { TokenUsage } from '../../contracts/token-usage.js';
import { isObject, objectOf } from '../json-value.js';
import { tokenCount } from '../token-count.js';
import type { WireUsage } from './wire-types.js';

/**
 * OpenAI counts classes inside each other (cached inside prompt, reasoning inside completion); ours are disjoint and
 * add up to the same totals. Undefined where neither side has a count that can be believed.
 */
export function mapUsage(wire: unknown): TokenUsage | undefined {
  if (!isObject(wire)) return undefined;
  const usage: WireUsage = wire;
  const prompt = tokenCount(usage.prompt_tokens);
  const completion = tokenCount(usage.completion_tokens);
  if (prompt === undefined && completion === undefined) return undefined;

  const promptDetails = objectOf(usage.prompt_tokens_details);
  const cached = tokenCount(promptDetails.cached_tokens ?? usage.prompt_cache_hit_tokens);
  const [cacheRead, cacheWrite, inputAudio, input] = split(prompt ?? 0, [
    cached,
    tokenCount(promptDetails.cache_write_tokens),
    tokenCount(promptDetails.audio_tokens),
  ]);

  // xAI and Google count reasoning beside the completion: only the total shows it.
  const beside = Math.max(
    0,
    (tokenCount(usage.total_tokens) ?? 0) - (prompt ?? 0) - (completion ?? 0),
  );
  const completionDetails = objectOf(usage.completion_tokens_details);
  const [reasoning, outputAudio, output] = split((completion ?? 0) + beside, [
    tokenCount(completionDetails.reasoning_tokens) ?? beside,
    tokenCount(completionDetails.audio_tokens),
  ]);
  return {
    input,
    cacheRead,
    cacheWrite,
    inputAudio,
    output,
    reasoning,
    outputAudio,
    estimated: false,
  };
}

type Split<T extends readonly unknown[]> = [...{ [K in keyof T]: number }, number];

/** Takes the classes out of a total, none more than is left; the rest comes last. */
function split<const T extends readonly (number | undefined)[]>(total: number, classes: T): Split<T> {
  let left = total;
  const taken = classes.map((count) => {
    const part = Math.min(count ?? 0, left);
    left -= part;
    return part;
  });
  return [...taken, left] as Split<T>;
}
