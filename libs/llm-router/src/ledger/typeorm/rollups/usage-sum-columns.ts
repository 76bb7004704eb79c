import { Column, type ColumnOptions, type ValueTransformer } from 'typeorm';
import type { PicoDollars } from '../../../contracts/model-price.js';
import { asBigInt } from '../transformers.js';
import { TOKEN_COLUMNS, type UsageSums } from '../usage-measures.js';

/** PostgreSQL's driver reads a bigint as text. */
export const asCount: ValueTransformer = { to: (value: number) => value, from: Number };

/** The sums of a rollup. */
export abstract class UsageSumColumns implements UsageSums {
  /** Calls; 0 under a dimension that only tries have. */
  @Column(count('requests'))
  requests: number;

  /** Upstream tries. */
  @Column(count('attempts'))
  attempts: number;

  @Column(count('failed_attempts'))
  failedAttempts: number;

  @Column(count(TOKEN_COLUMNS.input))
  input: number;

  @Column(count(TOKEN_COLUMNS.cacheRead))
  cacheRead: number;

  @Column(count(TOKEN_COLUMNS.cacheWrite))
  cacheWrite: number;

  @Column(count(TOKEN_COLUMNS.cacheWriteLong))
  cacheWriteLong: number;

  @Column(count(TOKEN_COLUMNS.inputAudio))
  inputAudio: number;

  @Column(count(TOKEN_COLUMNS.inputImage))
  inputImage: number;

  @Column(count(TOKEN_COLUMNS.output))
  output: number;

  @Column(count(TOKEN_COLUMNS.reasoning))
  reasoning: number;

  @Column(count(TOKEN_COLUMNS.outputAudio))
  outputAudio: number;

  @Column(count(TOKEN_COLUMNS.outputImage))
  outputImage: number;

  /** 10⁻¹² US dollars that are known. */
  @Column(picoDollars('cost_pico_usd'))
  cost: PicoDollars;

  /** Tries whose cost is unknown. */
  @Column(count('cost_unknown'))
  costUnknown: number;

  /** Tries whose tokens are our estimate. */
  @Column(count('usage_estimated'))
  estimated: number;

  /** Tries whose provider sent counts that cannot be right. */
  @Column(count('usage_suspect'))
  suspect: number;

  /** What answers of the cache had cost when providers gave them. */
  @Column(picoDollars('saved_pico_usd'))
  saved: PicoDollars;
}

function count(name: string): ColumnOptions {
  return { type: 'bigint', name, transformer: asCount };
}

function picoDollars(name: string): ColumnOptions {
  return { type: 'numeric', name, precision: 38, scale: 0, transformer: asBigInt };
}
