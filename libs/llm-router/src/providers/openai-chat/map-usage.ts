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
  const input = new Remainder(prompt);
  const cacheRead = input.take(promptDetails.cached_tokens ?? usage.prompt_cache_hit_tokens);
  const cacheWrite = input.take(promptDetails.cache_write_tokens);
  const inputAudio = input.take(promptDetails.audio_tokens);

  // xAI and Google count reasoning beside the completion: only the total shows it.
  const counted = (prompt ?? 0) + (completion ?? 0);
  const beside = Math.max(0, (tokenCount(usage.total_tokens) ?? 0) - counted);
  const completionDetails = objectOf(usage.completion_tokens_details);
  const output = new Remainder((completion ?? 0) + beside);
  const reasoning = output.take(completionDetails.reasoning_tokens ?? beside);
  const outputAudio = output.take(completionDetails.audio_tokens);
  return {
    input: input.left,
    cacheRead,
    cacheWrite,
    inputAudio,
    output: output.left,
    reasoning,
    outputAudio,
    estimated: false,
  };
}

/** A total that classes are taken out of, none larger than what is left. */
class Remainder {
  left: number;

  constructor(total = 0) {
    this.left = total;
  }

  take(count: unknown): number {
    const taken = Math.min(tokenCount(count) ?? 0, this.left);
    this.left -= taken;
    return taken;
  }
}
