import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asNumber } from './as-number.js';

/** While it is there, nothing of the subject or tenant is deleted. */
@Entity('llm_legal_holds')
export class LlmLegalHold {
  /** `subject:<pseudonym>` or `tenant:<name>`. */
  @PrimaryColumn('varchar')
  id: string;

  @Column('text')
  reason: string;

  /** Epoch milliseconds. */
  @Column('bigint', { name: 'set_at', transformer: asNumber })
  setAt: number;

  /** Id of the key by which it was set. */
  @Column('varchar', { name: 'set_by', nullable: true })
  setBy: string | null;
}
