import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates `llm_subjects`, `llm_contents` and `llm_legal_holds`. */
export class CreateLlmSubjects1764500000000 implements MigrationInterface {
  readonly name = 'CreateLlmSubjects1764500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of [SUBJECTS, CONTENTS, HOLDS]) {
      await queryRunner.createTable(new Table(table));
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { name } of [HOLDS, CONTENTS, SUBJECTS]) await queryRunner.dropTable(name);
  }
}

const SUBJECTS = {
  name: 'llm_subjects',
  columns: [
    { name: 'id', type: 'varchar', isPrimary: true },
    { name: 'generation', type: 'integer' },
    { name: 'key_id', type: 'varchar', isNullable: true },
    { name: 'wrapped', type: 'text', isNullable: true },
    { name: 'created_at', type: 'bigint' },
    { name: 'erased_at', type: 'bigint', isNullable: true },
  ],
};

const CONTENTS = {
  name: 'llm_contents',
  columns: [
    { name: 'id', type: 'varchar', isPrimary: true },
    { name: 'subject', type: 'varchar' },
    { name: 'generation', type: 'integer' },
    { name: 'tenant', type: 'varchar', isNullable: true },
    { name: 'sensitivity', type: 'varchar', isNullable: true },
    { name: 'started_at', type: 'bigint' },
    { name: 'content', type: 'text' },
  ],
  indices: [
    { name: 'ix_llm_contents_subject', columnNames: ['subject', 'started_at'] },
    { name: 'ix_llm_contents_started_at', columnNames: ['started_at'] },
  ],
};

const HOLDS = {
  name: 'llm_legal_holds',
  columns: [
    { name: 'id', type: 'varchar', isPrimary: true },
    { name: 'reason', type: 'text' },
    { name: 'set_at', type: 'bigint' },
    { name: 'set_by', type: 'varchar', isNullable: true },
  ],
};

/** The migrations of contents and their keys, for SQLite and PostgreSQL: add them to `migrations` of the data source. */
export const llmSubjectsMigrations = [CreateLlmSubjects1764500000000];
