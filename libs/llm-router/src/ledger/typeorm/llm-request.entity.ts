import { Column, Entity, Index } from 'typeorm';
import type { Delivery } from '../../contracts/provider-adapter.js';
import type { CacheState } from '../../contracts/cache-state.js';
import type { CallSettled } from '../../contracts/router-event.js';
import type { RouteDecision } from '../../contracts/route-decision.js';
import type { Rung } from '../../contracts/rung.js';
import { SettledColumns } from './settled-columns.js';

/** The tags of a call, by name. */
export interface LedgerTags {
  [name: string]: string;
}

/**
 * One call of the router: a row for each, whatever its ending. Usage and cost are sums over its upstream tries; what is
 * corrected later is only among the attempts.
 */
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

  @Column('varchar', { nullable: true })
  team: string | null;

  /** The end user, where known. */
  @Column('varchar', { name: 'user_id', nullable: true })
  userId: string | null;

  /** How the call came in, e.g. `in-process` or `http:chat-completions`. */
  @Column('varchar', { nullable: true })
  door: string | null;

  @Column('json')
  tags: LedgerTags;

  /** What was asked for: a chat, or vectors. */
  @Column('varchar', { default: 'chat' })
  operation: CallSettled['operation'];

  /** The class of the data that the call held; null where nothing says. */
  @Column('varchar', { nullable: true })
  sensitivity: string | null;

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

  /** Number of upstream tries. */
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

  /** Hash of the configuration that the call ran under. */
  @Column('varchar', { nullable: true })
  configuration: string | null;
}
