import { Column, Entity, Index, PrimaryColumn, type ValueTransformer } from 'typeorm';

/** PostgreSQL's driver reads 64-bit integers as text. */
const asNumber: ValueTransformer = {
  to: (value?: number) => value,
  from: (value: string | number) => Number(value),
};

/** A stored response of the Responses API. */
@Entity('llm_responses')
@Index('ix_llm_responses_expires_at', ['expiresAt'])
@Index('ix_llm_responses_subject', ['subject'])
export class LlmResponse {
  @PrimaryColumn('varchar')
  id: string;

  /** Who may read it: a tenant, or a key where there is no tenant. */
  @Column('varchar')
  owner: string;

  /** Pseudonym of the end user, where one is named: the rest is sealed then. */
  @Column('varchar', { nullable: true })
  subject: string | null;

  /** Epoch milliseconds. */
  @Column('bigint', { name: 'created_at', transformer: asNumber })
  createdAt: number;

  /** Epoch milliseconds; from then on nobody gets it, and it is deleted before long. */
  @Column('bigint', { name: 'expires_at', transformer: asNumber })
  expiresAt: number;

  /** JSON: the answer as the client got it. Text, since PostgreSQL's `json` cannot hold every string. */
  @Column('text')
  response: string;

  /** JSON: all turns so far. */
  @Column('text')
  messages: string;
}
