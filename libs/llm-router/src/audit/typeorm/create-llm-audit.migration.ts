import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const REFUSAL = 'llm_audit is append-only';

/** Creates `llm_audit`, with triggers that refuse to change or delete its rows. */
export class CreateLlmAudit1764400000000 implements MigrationInterface {
  readonly name = 'CreateLlmAudit1764400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: 'llm_audit',
        columns: [
          { name: 'sequence', type: 'bigint', isPrimary: true },
          { name: 'previous', type: 'varchar' },
          { name: 'hash', type: 'varchar' },
          { name: 'id', type: 'varchar' },
          { name: 'at', type: 'bigint' },
          { name: 'kind', type: 'varchar' },
          { name: 'actor', type: 'varchar', isNullable: true },
          { name: 'subject', type: 'varchar', isNullable: true },
          { name: 'details', type: 'text' },
        ],
        indices: [
          { name: 'ux_llm_audit_id', columnNames: ['id'], isUnique: true },
          { name: 'ix_llm_audit_kind', columnNames: ['kind', 'sequence'] },
          { name: 'ix_llm_audit_actor', columnNames: ['actor', 'sequence'] },
          { name: 'ix_llm_audit_at', columnNames: ['at'] },
        ],
      }),
    );
    for (const sql of triggers(queryRunner)) await queryRunner.query(sql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('llm_audit');
    if (isPostgres(queryRunner)) {
      await queryRunner.query(`DROP FUNCTION ${within(queryRunner)}llm_audit_is_append_only()`);
    }
  }
}

function triggers(queryRunner: QueryRunner): string[] {
  const schema = within(queryRunner);
  if (!isPostgres(queryRunner)) {
    return ['UPDATE', 'DELETE'].map(
      (change) =>
        `CREATE TRIGGER llm_audit_no_${change.toLowerCase()} BEFORE ${change} ON llm_audit BEGIN SELECT RAISE(ABORT, '${REFUSAL}'); END`,
    );
  }
  return [
    `CREATE FUNCTION ${schema}llm_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${REFUSAL}'; END $$`,
    `CREATE TRIGGER llm_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${schema}llm_audit FOR EACH STATEMENT EXECUTE FUNCTION ${schema}llm_audit_is_append_only()`,
  ];
}

function isPostgres({ connection }: QueryRunner): boolean {
  return connection.options.type === 'postgres';
}

/** The schema of the data source, as a prefix of names. */
function within({ connection }: QueryRunner): string {
  const { schema } = connection.options as { readonly schema?: string };
  return schema === undefined ? '' : `${connection.driver.escape(schema)}.`;
}

/** The migrations of the audit trail, for SQLite and PostgreSQL: add them to `migrations` of the data source. */
export const llmAuditMigrations = [CreateLlmAudit1764400000000];
