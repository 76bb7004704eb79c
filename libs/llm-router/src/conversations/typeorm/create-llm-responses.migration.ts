import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates `llm_responses`. */
export class CreateLlmResponses1763900000000 implements MigrationInterface {
  readonly name = 'CreateLlmResponses1763900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: 'llm_responses',
        columns: [
          { name: 'id', type: 'varchar', isPrimary: true },
          { name: 'owner', type: 'varchar' },
          { name: 'created_at', type: 'bigint' },
          { name: 'expires_at', type: 'bigint' },
          { name: 'response', type: 'text' },
          { name: 'messages', type: 'text' },
        ],
        indices: [{ name: 'ix_llm_responses_expires_at', columnNames: ['expires_at'] }],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('llm_responses');
  }
}

/** The migrations of stored responses, for SQLite and PostgreSQL: add them to `migrations` of the data source. */
export const llmConversationsMigrations = [CreateLlmResponses1763900000000];
