import type { DataSource } from 'typeorm';
import type { SqlStatement } from '../../sql/typeorm/sql-work.js';

/** Collects the values of a statement; what `bind` gives stands for one in its text. */
export class SqlParameters {
  private readonly values: Record<string, unknown> = {};
  private count = 0;

  readonly bind = (value: unknown): string => {
    const name = `p${this.count++}`;
    this.values[name] = value;
    return `:${name}`;
  };

  /** The statement as the driver takes it. */
  statement(dataSource: DataSource, sql: string): SqlStatement {
    const [text, parameters] = dataSource.driver.escapeQueryWithParameters(sql, this.values);
    return { sql: text, parameters: parameters as unknown[] };
  }
}
