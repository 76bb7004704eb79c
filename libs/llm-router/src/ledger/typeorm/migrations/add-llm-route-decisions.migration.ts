import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

const COLUMNS: Readonly<Record<string, readonly TableColumn[]>> = {
  llm_requests: [
    optional('varchar', 'rung'),
    optional('varchar', 'task'),
    optional('varchar', 'rule'),
    optional('json', 'decision'),
  ],
  llm_attempts: [
    new TableColumn({ name: 'kind', type: 'varchar', default: "'first'" }),
    optional('varchar', 'rung'),
    optional('varchar', 'region'),
    optional('varchar', 'credential'),
    optional('integer', 'waited_ms'),
    optional('integer', 'opened_ms'),
  ],
};

/** Adds to the ledger why calls went where they went, and where their time was spent. */
export class AddLlmRouteDecisions1764000000000 implements MigrationInterface {
  readonly name = 'AddLlmRouteDecisions1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(COLUMNS)) {
      if (isPostgres(queryRunner)) await queryRunner.addColumns(table, [...columns]);
      else for (const column of columns) await queryRunner.query(addition(table, column));
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(COLUMNS)) {
      for (const { name } of [...columns].reverse()) {
        if (isPostgres(queryRunner)) await queryRunner.dropColumn(table, name);
        else await queryRunner.query(`ALTER TABLE "${table}" DROP COLUMN "${name}"`);
      }
    }
  }
}

function optional(type: string, name: string): TableColumn {
  return new TableColumn({ name, type, isNullable: true });
}

function isPostgres({ connection }: QueryRunner): boolean {
  return connection.options.type === 'postgres';
}

/** On SQLite, TypeORM would copy the whole table for each new column. */
function addition(table: string, column: TableColumn): string {
  const { name, type, isNullable } = column;
  const rest = isNullable ? '' : ` NOT NULL DEFAULT (${String(column.default)})`;
  return `ALTER TABLE "${table}" ADD COLUMN "${name}" ${type}${rest}`;
}
