import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates `llm_budget_counters` and `llm_budget_leases`. */
export class CreateLlmBudgets1764300000000 implements MigrationInterface {
  readonly name = 'CreateLlmBudgets1764300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: 'llm_budget_counters',
        columns: [
          { name: 'id', type: 'varchar', isPrimary: true },
          { name: 'budget', type: 'varchar' },
          { name: 'measure', type: 'varchar' },
          { name: 'subject', type: 'varchar' },
          { name: 'tenant', type: 'varchar', isNullable: true },
          { name: 'starts_at', type: 'bigint' },
          { name: 'ends_at', type: 'bigint', isNullable: true },
          { name: 'most', type: 'varchar' },
          { name: 'slack', type: 'varchar' },
          { name: 'spent', type: 'varchar' },
          { name: 'expected', type: 'varchar' },
          { name: 'worst', type: 'varchar' },
        ],
        indices: [
          { name: 'ix_llm_budget_counters_budget', columnNames: ['budget', 'starts_at'] },
          { name: 'ix_llm_budget_counters_ends_at', columnNames: ['ends_at'] },
        ],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'llm_budget_leases',
        columns: [
          { name: 'id', type: 'varchar', isPrimary: true },
          { name: 'holds', type: 'text' },
          { name: 'expires_at', type: 'bigint' },
          { name: 'ended', type: 'smallint' },
        ],
        indices: [
          { name: 'ix_llm_budget_leases_expires_at', columnNames: ['ended', 'expires_at'] },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('llm_budget_leases');
    await queryRunner.dropTable('llm_budget_counters');
  }
}

/** The migrations of budgets, for SQLite and PostgreSQL: add them to `migrations` of the data source. */
export const llmBudgetsMigrations = [CreateLlmBudgets1764300000000];
