import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { BudgetMeasure } from '../../contracts/budget-store.js';

/**
 * What is used up of one limit of a budget, by one subject in one window. Amounts are whole numbers as text, so that they
 * are exact on every database: of US dollars 10⁻¹². Points in time are epoch milliseconds.
 */
@Entity('llm_budget_counters')
@Index('ix_llm_budget_counters_budget', ['budget', 'startsAt'])
@Index('ix_llm_budget_counters_ends_at', ['endsAt'])
export class LlmBudgetCounter {
  @PrimaryColumn('varchar')
  id: string;

  @Column('varchar')
  budget: string;

  @Column('varchar')
  measure: BudgetMeasure;

  /** The key, team, … whose it is; empty where it is for everything together. */
  @Column('varchar')
  subject: string;

  /** Of a budget by user, the tenant that the user is of; null: none. */
  @Column('varchar', { nullable: true })
  tenant: string | null;

  @Column('bigint', { name: 'starts_at' })
  startsAt: string | number;

  /** Null: never. */
  @Column('bigint', { name: 'ends_at', nullable: true })
  endsAt: string | number | null;

  /** As the call that came last was told it. */
  @Column('varchar', { name: 'most' })
  limit: string;

  @Column('varchar')
  slack: string;

  @Column('varchar')
  spent: string;

  /** What the calls under way are expected to need. */
  @Column('varchar')
  expected: string;

  /** What they may need at most. */
  @Column('varchar')
  worst: string;
}
