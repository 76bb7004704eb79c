/** A statement, with the values of its parameters in the order of the database's own placeholders. */
export interface SqlStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export type SqlRow = Readonly<Record<string, unknown>>;

/**
 * What is done in one transaction: it yields statements, and gets the rows of each. It does not wait for anything else,
 * so that SQLite, where TypeORM shares one connection with all other code, runs it in one go.
 */
export type SqlWork<T> = Generator<SqlStatement, T, readonly SqlRow[]>;
