import { Column, Entity, Index } from 'typeorm';
import type { AttemptKind } from '../../contracts/attempt.js';
import type { Rung } from '../../contracts/rung.js';
import { SettledColumns } from './settled-columns.js';

/** One upstream try of a call. */
@Entity('llm_attempts')
@Index('ix_llm_attempts_request_id', ['requestId'])
@Index('ix_llm_attempts_provider_model', ['provider', 'model'])
export class LlmAttempt extends SettledColumns {
  /** The call in `llm_requests`. There is no foreign key: either table may be thinned out by itself. */
  @Column('varchar', { name: 'request_id' })
  requestId: string;

  /** 0 for the first try of the call. */
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

  /** Why it was made: `first`, `retry`, `failover`, `hedge` or `continuation`. */
  @Column('varchar', { default: 'first' })
  kind: AttemptKind;

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
}
