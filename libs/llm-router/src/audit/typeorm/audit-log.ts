import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { type Clock, SystemClock } from '../../contracts/clock.js';
import type { AuditAnchor } from '../audit-anchor.js';
import type { AuditVerdict } from '../chain-check.js';
import { LlmAuditEntry } from './llm-audit-entry.entity.js';
import { TypeOrmAuditStore } from './typeorm-audit-store.js';
import { verifyAuditTrail } from './verify-audit-trail.js';

/** Which entries are read. What is left out does not filter. */
export interface AuditQuery {
  readonly kind?: string;
  readonly actor?: string;
  readonly subject?: string;
  /** From then on. */
  readonly from?: Date;
  /** Before then. */
  readonly to?: Date;
  /** Only entries before this one. */
  readonly before?: number;
  /** Default 100; 1,000 at most. */
  readonly limit?: number;
}

const MOST_ENTRIES = 1_000;

/** Reads the audit trail. */
export class AuditLog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock = new SystemClock(),
  ) {}

  /** Newest first. */
  entries(query: AuditQuery = {}): Promise<LlmAuditEntry[]> {
    const { limit = 100 } = query;
    const builder = this.dataSource.getRepository(LlmAuditEntry).createQueryBuilder('entry');
    return filtered(builder, query)
      .orderBy('entry.sequence', 'DESC')
      .limit(Math.min(Math.max(1, limit), MOST_ENTRIES))
      .getMany();
  }

  /** The end of the trail now; keep it where nobody who can write to the database can. */
  async anchor(): Promise<AuditAnchor> {
    const head = await new TypeOrmAuditStore(this.dataSource, this.clock).head();
    return { ...head, at: this.clock.now() };
  }

  /** See `verifyAuditTrail`. */
  verify(anchors: readonly AuditAnchor[] = []): Promise<AuditVerdict> {
    return verifyAuditTrail(this.dataSource, anchors);
  }
}

function filtered(
  builder: SelectQueryBuilder<LlmAuditEntry>,
  { kind, actor, subject, from, to, before }: AuditQuery,
): SelectQueryBuilder<LlmAuditEntry> {
  const where = (condition: string, name: string, value: unknown) =>
    value === undefined ? builder : builder.andWhere(condition, { [name]: value });
  where('entry.kind = :kind', 'kind', kind);
  where('entry.actor = :actor', 'actor', actor);
  where('entry.subject = :subject', 'subject', subject);
  where('entry.at >= :from', 'from', from?.getTime());
  where('entry.at < :to', 'to', to?.getTime());
  return where('entry.sequence < :before', 'before', before);
}
