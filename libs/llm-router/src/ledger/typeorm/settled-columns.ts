import { Column, PrimaryColumn } from 'typeorm';
import type { EndStatus } from '../../contracts/attempt.js';
import type { FinishReason } from '../../contracts/finish-reason.js';
import type { PicoDollars } from '../../contracts/model-price.js';
import { TokenColumns } from './token-columns.js';
import { asBigInt, asEpochMilliseconds } from './transformers.js';

/** What a call and each of its upstream tries have in common: how it ended, what it used, cost and took. */
export abstract class SettledColumns {
  /** The ULID that the router gave it; `<call>-saved` for what the cache saved. A correction may have any. */
  @PrimaryColumn('varchar')
  id: string;

  @Column('varchar')
  status: EndStatus;

  @Column('varchar', { name: 'error_code', nullable: true })
  errorCode: string | null;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage: string | null;

  @Column('varchar', { name: 'finish_reason', nullable: true })
  finishReason: FinishReason | null;

  @Column(() => TokenColumns, { prefix: false })
  usage: TokenColumns;

  /**
   * 10⁻¹² US dollars. Null: the price is unknown. SQLite stores a single value exactly up to 9.2 million dollars, as
   * `UsageLedger` sums it; above 9,007 dollars TypeORM reads it as the nearest number that JavaScript has.
   */
  @Column('numeric', {
    name: 'cost_pico_usd',
    precision: 38,
    scale: 0,
    nullable: true,
    transformer: asBigInt,
  })
  cost: PicoDollars | null;

  @Column('bigint', { name: 'started_at', transformer: asEpochMilliseconds })
  startedAt: Date;

  /** Milliseconds until the first content part; null where none came. */
  @Column('integer', { name: 'first_part_ms', nullable: true })
  firstPartMs: number | null;

  @Column('integer', { name: 'duration_ms' })
  durationMs: number;
}
