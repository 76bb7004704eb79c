import { Column, Entity, Index, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { KeyScope } from '../key-scope.js';
import type { KeySource, StoredKey } from '../virtual-key.js';

/** PostgreSQL's driver reads 64-bit integers as text. */
const asNumber: ValueTransformer = {
  to: (value?: number | null) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};

const asJson: ValueTransformer = {
  to: (value?: KeyScope) => JSON.stringify(value),
  from: (value: string) => JSON.parse(value) as KeyScope,
};

/** A virtual key. Points in time are epoch milliseconds. Its secret is stored nowhere, only the secret's SHA-256. */
@Entity('llm_keys')
@Index('ux_llm_keys_digest', ['digest'], { unique: true })
@Index('ix_llm_keys_previous_digest', ['previousDigest'])
@Index('ix_llm_keys_tenant', ['tenant', 'id'])
export class LlmKey implements StoredKey {
  /** `key_id` in the ledger. */
  @PrimaryColumn('varchar')
  id: string;

  @Column('varchar', { nullable: true })
  name: string | null;

  /** `created` at run time, or `seed`: listed in the configuration. */
  @Column('varchar')
  source: KeySource;

  /** As in `scope`, for queries. */
  @Column('varchar', { nullable: true })
  tenant: string | null;

  /** JSON. */
  @Column('text', { transformer: asJson })
  scope: KeyScope;

  /** The beginning of the secret, for people to tell keys apart. */
  @Column('varchar', { nullable: true })
  prefix: string | null;

  @Column('varchar')
  digest: string;

  @Column('varchar', { name: 'previous_prefix', nullable: true })
  previousPrefix: string | null;

  @Column('varchar', { name: 'previous_digest', nullable: true })
  previousDigest: string | null;

  /** Until when the secret before the last rotation is valid. */
  @Column('bigint', { name: 'previous_until', nullable: true, transformer: asNumber })
  previousUntil: number | null;

  /** The digest that the configuration named last. */
  @Column('varchar', { name: 'seed_digest', nullable: true })
  seedDigest: string | null;

  @Column('bigint', { name: 'created_at', transformer: asNumber })
  createdAt: number;

  /** Id of the key by which it was created. */
  @Column('varchar', { name: 'created_by', nullable: true })
  createdBy: string | null;

  @Column('bigint', { name: 'expires_at', nullable: true, transformer: asNumber })
  expiresAt: number | null;

  @Column('bigint', { name: 'rotated_at', nullable: true, transformer: asNumber })
  rotatedAt: number | null;

  @Column('bigint', { name: 'revoked_at', nullable: true, transformer: asNumber })
  revokedAt: number | null;

  /** Id of the key by which it was revoked; `seed` where the configuration does not list it any more. */
  @Column('varchar', { name: 'revoked_by', nullable: true })
  revokedBy: string | null;

  /** Counts the changes. */
  @Column('integer')
  version: number;
}
