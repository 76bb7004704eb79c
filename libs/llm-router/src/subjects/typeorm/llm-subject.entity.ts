import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asNumber } from './as-number.js';

/** A subject's data key, encrypted; and, once it was erased, when. The row `installation` holds what names and signs. */
@Entity('llm_subjects')
export class LlmSubject {
  /** The subject's pseudonym. */
  @PrimaryColumn('varchar')
  id: string;

  /** How many times it was erased: each time it gets another key. */
  @Column('integer')
  generation: number;

  /** Which master key the data key is under; null where it is destroyed. */
  @Column('varchar', { name: 'key_id', nullable: true })
  keyId: string | null;

  /** The data key, encrypted; null where it is destroyed. */
  @Column('text', { nullable: true })
  wrapped: string | null;

  /** Epoch milliseconds. */
  @Column('bigint', { name: 'created_at', transformer: asNumber })
  createdAt: number;

  /** Epoch milliseconds of the last time; null: never. */
  @Column('bigint', { name: 'erased_at', nullable: true, transformer: asNumber })
  erasedAt: number | null;
}
