import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates `llm_keys`. */
export class CreateLlmKeys1764100000000 implements MigrationInterface {
  readonly name = 'CreateLlmKeys1764100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: 'llm_keys',
        columns: [
          { name: 'id', type: 'varchar', isPrimary: true },
          { name: 'name', type: 'varchar', isNullable: true },
          { name: 'source', type: 'varchar' },
          { name: 'tenant', type: 'varchar', isNullable: true },
          { name: 'scope', type: 'text' },
          { name: 'prefix', type: 'varchar', isNullable: true },
          { name: 'digest', type: 'varchar' },
          { name: 'previous_prefix', type: 'varchar', isNullable: true },
          { name: 'previous_digest', type: 'varchar', isNullable: true },
          { name: 'previous_until', type: 'bigint', isNullable: true },
          { name: 'seed_digest', type: 'varchar', isNullable: true },
          { name: 'created_at', type: 'bigint' },
          { name: 'created_by', type: 'varchar', isNullable: true },
          { name: 'expires_at', type: 'bigint', isNullable: true },
          { name: 'rotated_at', type: 'bigint', isNullable: true },
          { name: 'revoked_at', type: 'bigint', isNullable: true },
          { name: 'revoked_by', type: 'varchar', isNullable: true },
          { name: 'version', type: 'integer' },
        ],
        indices: [
          { name: 'ux_llm_keys_digest', columnNames: ['digest'], isUnique: true },
          { name: 'ix_llm_keys_previous_digest', columnNames: ['previous_digest'] },
          { name: 'ix_llm_keys_tenant', columnNames: ['tenant', 'id'] },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('llm_keys');
  }
}

/** The migrations of virtual keys, for SQLite and PostgreSQL: add them to `migrations` of the data source. */
export const llmKeysMigrations = [CreateLlmKeys1764100000000];
