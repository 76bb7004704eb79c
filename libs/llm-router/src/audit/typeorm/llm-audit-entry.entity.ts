import { Column, Entity, Index, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { ChainedEntry } from '../audit-chain.js';

/** PostgreSQL's driver reads 64-bit integers as text. */
const asNumber: ValueTransformer = {
  to: (value?: number) => value,
  from: (value: string | number) => Number(value),
};

/** An entry of the audit trail. Rows are added, and never changed or deleted. */
@Entity('llm_audit')
@Index('ux_llm_audit_id', ['id'], { unique: true })
@Index('ix_llm_audit_kind', ['kind', 'sequence'])
@Index('ix_llm_audit_actor', ['actor', 'sequence'])
@Index('ix_llm_audit_at', ['at'])
export class LlmAuditEntry implements ChainedEntry {
  /** From 1, without a gap. */
  @PrimaryColumn('bigint', { transformer: asNumber })
  sequence: number;

  /** Hash of the entry before. */
  @Column('varchar')
  previous: string;

  /** SHA-256 over the canonical JSON of all the rest, `previous` included, in hexadecimal. */
  @Column('varchar')
  hash: string;

  /** A ULID. */
  @Column('varchar')
  id: string;

  /** Epoch milliseconds. */
  @Column('bigint', { transformer: asNumber })
  at: number;

  @Column('varchar')
  kind: string;

  /** Id of the key by which it was done. */
  @Column('varchar', { nullable: true })
  actor: string | null;

  /** Id of what it was done to. */
  @Column('varchar', { nullable: true })
  subject: string | null;

  /** Canonical JSON. */
  @Column('text')
  details: string;
}
