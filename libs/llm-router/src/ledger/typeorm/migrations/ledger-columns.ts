import { type QueryRunner, TableColumn, type TableColumnOptions } from 'typeorm';

/** Columns to add, by table. */
export type ColumnsOfTables = Readonly<Record<string, readonly TableColumn[]>>;

export function optional(
  type: string,
  name: string,
  more: Partial<TableColumnOptions> = {},
): TableColumn {
  return new TableColumn({ name, type, isNullable: true, ...more });
}

/** `value`: what the rows that are there get, as SQL. */
export function required(type: string, name: string, value: string): TableColumn {
  return new TableColumn({ name, type, default: value });
}

export async function addColumns(runner: QueryRunner, tables: ColumnsOfTables): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    if (isPostgres(runner)) await runner.addColumns(table, [...columns]);
    else for (const column of columns) await runner.query(addition(runner, table, column));
  }
}

export async function dropColumns(runner: QueryRunner, tables: ColumnsOfTables): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    for (const { name } of [...columns].reverse()) {
      if (isPostgres(runner)) await runner.dropColumn(table, name);
      else await runner.query(`ALTER TABLE "${table}" DROP COLUMN "${name}"`);
    }
  }
}

function isPostgres({ connection }: QueryRunner): boolean {
  return connection.options.type === 'postgres';
}

/** On SQLite, TypeORM would copy the whole table for each new column. */
function addition({ connection }: QueryRunner, table: string, column: TableColumn): string {
  const { name, isNullable } = column;
  // It keeps truth as a number, and TypeORM compares defaults by their text.
  const value = column.default === 'false' ? '0' : String(column.default);
  const rest = isNullable ? '' : ` NOT NULL DEFAULT (${value})`;
  return `ALTER TABLE "${table}" ADD COLUMN "${name}" ${connection.driver.createFullType(column)}${rest}`;
}
