import type { TokenUsage } from '../../contracts/token-usage.js';
import { type CacheWrites, cacheWrites } from '../cache-writes.js';
import type { JsonObject } from '../json-value.js';
import { TokenTotal } from '../token-total.js';
import { UsageReader } from '../usage-reader.js';

/**
 * The usage of one message. `message_start` and each `message_delta` tell it anew and in part: a later count replaces
 * an earlier one, and a count that cannot be believed replaces none. Anthropic's input classes are disjoint already;
 * thinking is inside `output_tokens`. Names as in `@anthropic-ai/sdk` 1.12, `Usage` and `MessageDeltaUsage`.
 */
export class MessageUsage {
  private readonly reader = new UsageReader();
  private input: number | undefined;
  private cacheRead: number | undefined;
  private writes: CacheWrites | undefined;
  private output: number | undefined;
  private thinking: number | undefined;

  /** The usage so far; undefined where nothing is known. */
  merge(wire: unknown): TokenUsage | undefined {
    const { reader } = this;
    const usage = reader.object(wire);
    const details = reader.object(usage.output_tokens_details);
    this.input = reader.count(usage.input_tokens) ?? this.input;
    this.cacheRead = reader.count(usage.cache_read_input_tokens) ?? this.cacheRead;
    this.writes = this.writesIn(usage);
    this.output = reader.count(usage.output_tokens) ?? this.output;
    this.thinking = reader.count(details.thinking_tokens) ?? this.thinking;
    if (this.input === undefined && this.output === undefined) return reader.usage();
    const output = new TokenTotal(reader, this.output);
    const reasoning = output.take(this.thinking);
    return reader.usage({
      input: this.input ?? 0,
      cacheRead: this.cacheRead ?? 0,
      ...this.writes,
      output: output.left,
      reasoning,
    });
  }

  /** Only `message_start` and whole messages tell the lifetimes; a later total keeps what is known of them. */
  private writesIn(usage: JsonObject): CacheWrites | undefined {
    const { reader, writes } = this;
    const total = reader.count(usage.cache_creation_input_tokens);
    const created = reader.object(usage.cache_creation);
    const short = reader.count(created.ephemeral_5m_input_tokens);
    const long = reader.count(created.ephemeral_1h_input_tokens);
    if (short !== undefined || long !== undefined) return cacheWrites(reader, total, short, long);
    if (total === undefined) return writes;
    const known = Math.min(writes?.cacheWriteLong ?? 0, total);
    return cacheWrites(reader, total, undefined, known);
  }
}
