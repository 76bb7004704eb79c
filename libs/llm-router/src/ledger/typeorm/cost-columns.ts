import { Column, type ColumnOptions } from 'typeorm';
import type { CostParts, PicoDollars } from '../../contracts/model-price.js';
import { asBigInt } from './transformers.js';

/** A cost by what it was spent on, in 10⁻¹² US dollars. Null where it is unknown, or nothing was billed. */
export class CostColumns implements Record<keyof CostParts, PicoDollars | null> {
  @Column(picoDollars('cost_input_pico_usd'))
  input: PicoDollars | null;

  @Column(picoDollars('cost_cache_read_pico_usd'))
  cacheRead: PicoDollars | null;

  @Column(picoDollars('cost_cache_write_pico_usd'))
  cacheWrite: PicoDollars | null;

  @Column(picoDollars('cost_output_pico_usd'))
  output: PicoDollars | null;

  @Column(picoDollars('cost_reasoning_pico_usd'))
  reasoning: PicoDollars | null;

  @Column(picoDollars('cost_audio_pico_usd'))
  audio: PicoDollars | null;

  @Column(picoDollars('cost_image_pico_usd'))
  image: PicoDollars | null;

  @Column(picoDollars('cost_request_pico_usd'))
  request: PicoDollars | null;
}

function picoDollars(name: string): ColumnOptions {
  return { type: 'numeric', name, precision: 38, scale: 0, nullable: true, transformer: asBigInt };
}
