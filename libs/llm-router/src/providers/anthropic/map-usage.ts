import type { TokenUsage } from '../../contracts/token-usage.js';
import { objectOf } from '../json-value.js';
import { tokenCount } from '../token-count.js';

/**
 * The usage of one message. `message_start` and each `message_delta` tell it anew and in part: a later count replaces
 * an earlier one, and a count that cannot be believed replaces none. Anthropic's input classes are disjoint already;
 * thinking is inside `output_tokens`.
 */
export class MessageUsage {
  private input: number | undefined;
  private cacheRead: number | undefined;
  private cacheWrite: number | undefined;
  private output: number | undefined;
  private thinking: number | undefined;

  /** The usage so far; undefined where nothing is known. */
  merge(wire: unknown): TokenUsage | undefined {
    const usage = objectOf(wire);
    this.input = tokenCount(usage.input_tokens) ?? this.input;
    this.cacheRead = tokenCount(usage.cache_read_input_tokens) ?? this.cacheRead;
    this.cacheWrite =
      tokenCount(usage.cache_creation_input_tokens) ??
      writtenTokens(usage.cache_creation) ??
      this.cacheWrite;
    this.output = tokenCount(usage.output_tokens) ?? this.output;
    this.thinking =
      tokenCount(objectOf(usage.output_tokens_details).thinking_tokens) ?? this.thinking;
    if (this.input === undefined && this.output === undefined) return undefined;
    const output = this.output ?? 0;
    const reasoning = Math.min(this.thinking ?? 0, output);
    return {
      input: this.input ?? 0,
      cacheRead: this.cacheRead ?? 0,
      cacheWrite: this.cacheWrite ?? 0,
      inputAudio: 0,
      output: output - reasoning,
      reasoning,
      outputAudio: 0,
      estimated: false,
    };
  }
}

/** The same count by the time that the writes are kept for, as `{ephemeral_5m_input_tokens, ephemeral_1h_input_tokens}`. */
function writtenTokens(wire: unknown): number | undefined {
  const creation = objectOf(wire);
  const short = tokenCount(creation.ephemeral_5m_input_tokens);
  const long = tokenCount(creation.ephemeral_1h_input_tokens);
  return short === undefined && long === undefined ? undefined : (short ?? 0) + (long ?? 0);
}
