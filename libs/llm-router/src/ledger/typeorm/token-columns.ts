import { Column } from 'typeorm';
import type { TokenUsage } from '../../contracts/token-usage.js';

/** Tokens in disjoint classes, as `TokenUsage`: every token counts in exactly one, so that the columns sum. */
export class TokenColumns implements TokenUsage {
  /** Prompt tokens that were neither cached nor audio or image. */
  @Column('integer', { name: 'input_tokens' })
  input: number;

  @Column('integer', { name: 'cache_read_tokens' })
  cacheRead: number;

  @Column('integer', { name: 'cache_write_tokens' })
  cacheWrite: number;

  /** Kept for longer than the provider's usual time, at another price. */
  @Column('integer', { name: 'cache_write_long_tokens', default: 0 })
  cacheWriteLong: number;

  @Column('integer', { name: 'input_audio_tokens' })
  inputAudio: number;

  @Column('integer', { name: 'input_image_tokens', default: 0 })
  inputImage: number;

  /** Completion tokens that are neither reasoning nor audio or image. */
  @Column('integer', { name: 'output_tokens' })
  output: number;

  @Column('integer', { name: 'reasoning_tokens' })
  reasoning: number;

  @Column('integer', { name: 'output_audio_tokens' })
  outputAudio: number;

  @Column('integer', { name: 'output_image_tokens', default: 0 })
  outputImage: number;

  /** True where a provider sent no usage and the counts are ours. */
  @Column('boolean', { name: 'usage_estimated' })
  estimated: boolean;

  /** True where a provider sent counts that cannot be right. */
  @Column('boolean', { name: 'usage_suspect', default: false })
  suspect: boolean;
}
