import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { inTransaction } from '../../sql/typeorm/in-transaction.js';
import type { SqlRow, SqlStatement, SqlWork } from '../../sql/typeorm/sql-work.js';
import { tablePath } from '../../sql/typeorm/table-path.js';

/** A part of a statement that is no value: a table, or what only one database understands. */
export class SqlText {
  constructor(readonly text: string) {}
}

export function tableOf<T extends ObjectLiteral>(
  dataSource: DataSource,
  entity: EntityTarget<T>,
): SqlText {
  return new SqlText(tablePath(dataSource, entity));
}

/**
 * Tags templates: values become parameters in the way of the database, a list one after the other. Each statement that
 * changes something is a transaction of its own.
 */
export function sqlOn(dataSource: DataSource) {
  return async (texts: TemplateStringsArray, ...values: unknown[]): Promise<readonly SqlRow[]> => {
    const parameters: unknown[] = [];
    const sql = texts.reduce((before, text, index) => {
      const value = values[index - 1];
      if (value instanceof SqlText) return before + value.text + text;
      const places = (Array.isArray(value) ? (value as unknown[]) : [value]).map((it) =>
        dataSource.driver.createParameter('value', parameters.push(it) - 1),
      );
      return before + places.join(', ') + text;
    });
    if (sql.startsWith('SELECT')) return dataSource.query<SqlRow[]>(sql, parameters);
    return inTransaction(dataSource, () => only({ sql, parameters }));
  };
}

function* only(statement: SqlStatement): SqlWork<readonly SqlRow[]> {
  return yield statement;
}

export type Sql = ReturnType<typeof sqlOn>;

export function isPostgres(dataSource: DataSource): boolean {
  return dataSource.options.type === 'postgres';
}
