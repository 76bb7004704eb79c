import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a call under way holds of budgets; for an hour after its end, that it has ended. */
@Entity('llm_budget_leases')
@Index('ix_llm_budget_leases_expires_at', ['ended', 'expiresAt'])
export class LlmBudgetLease {
  /** Id of the call. */
  @PrimaryColumn('varchar')
  id: string;

  /** JSON: a list of counter, expected and worst case. */
  @Column('text')
  holds: string;

  /** Epoch milliseconds. */
  @Column('bigint', { name: 'expires_at' })
  expiresAt: string | number;

  /** 1 where it has ended; 0 while the call is under way. */
  @Column('smallint')
  ended: number;
}
