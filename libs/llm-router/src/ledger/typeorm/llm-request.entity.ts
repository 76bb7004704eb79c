import { Column, Entity, Index } from 'typeorm';
import type { Delivery } from '../../contracts/provider-adapter.js';
import type { CacheState } from '../../contracts/cache-state.js';
import type { RouteDecision } from '../../contracts/route-decision.js';
import type { Rung } from '../../contracts/rung.js';
import { SettledColumns } from './settled-columns.js';

/** The tags of a call, by name. */
export interface LedgerTags {
  [name: string]: string;
}

/** One call of the router: a row for each, whatever its ending. Usage and cost are sums over its attempts. */
@Entity('llm_requests')
@Index('ix_llm_requests_started_at', ['startedAt'])
@Index('ix_llm_requests_key_started_at', ['keyId', 'startedAt'])
@Index('ix_llm_requests_provider_model', ['provider', 'servedModel'])
export class LlmRequest extends SettledColumns {
  /** The name of the caller's key, never the key. */
  @Column('varchar', { name: 'key_id', nullable: true })
  keyId: string | null;

  @Column('varchar', { nullable: true })
  tenant: string | null;

  /** The end user, where known. */
  @Column('varchar', { name: 'user_id', nullable: true })
  userId: string | null;

  /** How the call came in, e.g. `in-process` or `http:chat-completions`. */
  @Column('varchar', { nullable: true })
  door: string | null;

  @Column('json')
  tags: LedgerTags;

  @Column('varchar')
  delivery: Delivery;

  /** What was asked for: a model, `tier:<name>` or an alias. */
  @Column('varchar', { name: 'requested_model' })
  requestedModel: string;

  /** `provider/model` that answered last; null where nobody did. */
  @Column('varchar', { name: 'served_model', nullable: true })
  servedModel: string | null;

  @Column('varchar', { nullable: true })
  provider: string | null;

  @Column('varchar', { name: 'cache_state' })
  cacheState: CacheState;

  /** Number of rows in `llm_attempts`. */
  @Column('integer', { name: 'attempt_count' })
  attemptCount: number;

  /** How far the answer is from what was asked for; null for a first choice. */
  @Column('varchar', { nullable: true })
  rung: Rung | null;

  /** What kind of work the prompt asked for, where a classifier was asked and was sure. */
  @Column('varchar', { nullable: true })
  task: string | null;

  /** The routing rule that fired. */
  @Column('varchar', { nullable: true })
  rule: string | null;

  /** Why the call went where it went, in a compact form; null where it ended before it was routed. */
  @Column('json', { nullable: true })
  decision: RouteDecision | null;
}
