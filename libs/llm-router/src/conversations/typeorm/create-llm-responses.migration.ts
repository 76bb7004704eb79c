import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

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

/** Adds to `llm_responses` whose they are. */
export class AddLlmResponseSubjects1764500000001 implements MigrationInterface {
  readonly name = 'AddLlmResponseSubjects1764500000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "llm_responses" ADD COLUMN "subject" varchar');
    await queryRunner.createIndex('llm_responses', SUBJECT);
  }

  /** What is sealed cannot be read by a program that knows no subjects. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DELETE FROM "llm_responses" WHERE "subject" IS NOT NULL');
    await queryRunner.dropIndex('llm_responses', SUBJECT);
    await queryRunner.query('ALTER TABLE "llm_responses" DROP COLUMN "subject"');
  }
}

const SUBJECT = new TableIndex({ name: 'ix_llm_responses_subject', columnNames: ['subject'] });

/** The migrations of stored responses, for SQLite and PostgreSQL: add them to `migrations` of the data source. */
export const llmConversationsMigrations = [
  CreateLlmResponses1763900000000,
  AddLlmResponseSubjects1764500000001,
];
