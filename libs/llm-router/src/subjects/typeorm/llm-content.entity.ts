import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asNumber } from './as-number.js';

/** Prompt and reply of a call, encrypted under the key of its subject. */
@Entity('llm_contents')
@Index('ix_llm_contents_subject', ['subject', 'startedAt'])
@Index('ix_llm_contents_started_at', ['startedAt'])
export class LlmContent {
  /** Of the call: the key of its row in `llm_requests`. */
  @PrimaryColumn('varchar')
  id: string;

  /** The subject's pseudonym. */
  @Column('varchar')
  subject: string;

  /** Of the subject, when it was encrypted. */
  @Column('integer')
  generation: number;

  @Column('varchar', { nullable: true })
  tenant: string | null;

  /** The class of the data that the call held; null where nothing says. */
  @Column('varchar', { nullable: true })
  sensitivity: string | null;

  /** Epoch milliseconds. */
  @Column('bigint', { name: 'started_at', transformer: asNumber })
  startedAt: number;

  /** Nonce, ciphertext and tag as base64. */
  @Column('text')
  content: string;
}
