import { Column, Entity, Index } from 'typeorm';
import type { AttemptKind } from '../../contracts/attempt.js';
import type { PicoDollars } from '../../contracts/model-price.js';
import type { Rung } from '../../contracts/rung.js';
import { CostColumns } from './cost-columns.js';
import { SettledColumns } from './settled-columns.js';
import { asBigInt } from './transformers.js';

/**
 * Why a row of `llm_attempts` is there: an upstream try, by why it was made; `saved`: the cache answered instead of one;
 * `correction`: what has to be added to the rows before it, so that they are right.
 */
export type LedgerAttemptKind = AttemptKind | 'saved' | 'correction';

/**
 * One upstream try of a call, one that the cache saved, or a correction. A correction has the time, the index, the model
 * and so on of the try that it is about; its usage and cost are what has to be added, and may be negative.
 */
@Entity('llm_attempts')
@Index('ix_llm_attempts_request_id', ['requestId'])
@Index('ix_llm_attempts_started_at', ['startedAt'])
@Index('ix_llm_attempts_provider_model', ['provider', 'model'])
export class LlmAttempt extends SettledColumns {
  /** The call in `llm_requests`. There is no foreign key: either table may be thinned out by itself. */
  @Column('varchar', { name: 'request_id' })
  requestId: string;

  /** 0 for the first try of the call; of a correction, that of the try that it is about. */
  @Column('integer', { name: 'attempt_index' })
  index: number;

  @Column('varchar')
  provider: string;

  /** `provider/model`. */
  @Column('varchar')
  model: string;

  /** What the provider says served it, e.g. a dated model version. */
  @Column('varchar', { name: 'served_model', nullable: true })
  servedModel: string | null;

  /** The provider's own id of the request, for its support. */
  @Column('varchar', { name: 'upstream_request_id', nullable: true })
  upstreamRequestId: string | null;

  /** The HTTP status of the provider, where it answered with an error. */
  @Column('integer', { name: 'upstream_status', nullable: true })
  upstreamStatus: number | null;

  /** Which rates it was billed at, e.g. `genai-prices@0.1.8` or `options`. */
  @Column('varchar', { name: 'price_version', nullable: true })
  priceVersion: string | null;

  /** `first`, `retry`, `failover`, `hedge`, `continuation`, `saved` or `correction`. */
  @Column('varchar', { default: 'first' })
  kind: LedgerAttemptKind;

  /** Its place on the ladder; null for a first choice. */
  @Column('varchar', { nullable: true })
  rung: Rung | null;

  /** Where it was processed, where the provider or the model declares it. */
  @Column('varchar', { nullable: true })
  region: string | null;

  /** Alias of the provider's key that was used, never the key. */
  @Column('varchar', { nullable: true })
  credential: string | null;

  /** Milliseconds that it waited for its turn before it started. */
  @Column('integer', { name: 'waited_ms', nullable: true })
  waitedMs: number | null;

  /** Milliseconds until the provider's headers; null where none came. */
  @Column('integer', { name: 'opened_ms', nullable: true })
  openedMs: number | null;

  /** The service tier that the provider says served it. */
  @Column('varchar', { name: 'service_tier', nullable: true })
  serviceTier: string | null;

  /** The release that the tier's member stands for. */
  @Column('varchar', { nullable: true })
  release: string | null;

  @Column(() => CostColumns, { prefix: false })
  costParts: CostColumns;

  /** Of a `saved` one: what the kept reply had cost. */
  @Column('numeric', {
    name: 'saved_pico_usd',
    precision: 38,
    scale: 0,
    nullable: true,
    transformer: asBigInt,
  })
  savedCost: PicoDollars | null;

  /** Of a `saved` one: prompt tokens of all classes that the kept reply had taken. */
  @Column('integer', { name: 'saved_input_tokens', nullable: true })
  savedInput: number | null;

  @Column('integer', { name: 'saved_output_tokens', nullable: true })
  savedOutput: number | null;

  /** Of a correction: why it was made. */
  @Column('text', { nullable: true })
  note: string | null;
}
