import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../sql/typeorm/in-transaction.js';
import { ledgerSql } from '../ledger-sql.js';
import type { SqlWork } from '../../../sql/typeorm/sql-work.js';
import { epochRange, type TimeRange } from '../time-range.js';
import type { LedgerSql } from '../usage-parts.js';
import { type Day, daysOfLedger } from './days-of-ledger.js';
import { fillRollups, wholePeriods } from './fill-rollups.js';
import { type RollupDifference, rollupDifferences } from './rollup-differences.js';

const MOST_DIFFERENCES = 1_000;

/**
 * An operator's tools: rollups are kept equal to the rows with every write, so that these are needed only where something
 * else wrote rows, e.g. an older version of the program beside this one. Both take whole days in UTC, one after the other,
 * and read each row.
 */
export class LedgerRollups {
  constructor(private readonly dataSource: DataSource) {}

  /** Adds the rows up anew, and tells where the rollups differ: the first 1,000 differences. Run it where nobody writes to these days. */
  async verify(range: TimeRange = {}): Promise<RollupDifference[]> {
    const sql = ledgerSql(this.dataSource);
    const found: RollupDifference[] = [];
    for (const day of await this.days(sql, range)) {
      found.push(...(await rollupDifferences(this.dataSource, sql, day)));
      if (found.length >= MOST_DIFFERENCES) break;
    }
    return found.slice(0, MOST_DIFFERENCES);
  }

  /**
   * Replaces the rollups of these days by what the rows add up to: where rows were deleted, their sums go too. Writers
   * wait while a day is replaced, and on SQLite the whole process does.
   */
  async rebuild(range: TimeRange = {}): Promise<void> {
    const sql = ledgerSql(this.dataSource);
    for (const day of await this.days(sql, range)) {
      await inTransaction(this.dataSource, () => replaced(this.dataSource, sql, day));
    }
  }

  private days(sql: LedgerSql, range: TimeRange): Promise<Day[]> {
    return daysOfLedger((text) => this.dataSource.query(text), sql, epochRange(range));
  }
}

function* replaced(dataSource: DataSource, sql: LedgerSql, day: Day): SqlWork<void> {
  const { hours, days } = sql.tables;
  const statements = [
    ...(dataSource.options.type === 'postgres' ? onPostgres(sql) : []),
    `DELETE FROM ${hours} WHERE ${wholePeriods('hour', day)}`,
    `DELETE FROM ${days} WHERE ${wholePeriods('day', day)}`,
  ];
  for (const statement of statements) yield { sql: statement, parameters: [] };
  yield* fillRollups(dataSource, sql, day);
}

/**
 * Whoever adds to the sums waits. Compiling the statements of a day takes longer than running them; and the calls of its
 * tries, which lie side by side, are found faster by their ids than by reading the table, as the planner would.
 */
function onPostgres({ tables }: LedgerSql): string[] {
  return [
    `LOCK TABLE ${tables.hours}, ${tables.days} IN SHARE ROW EXCLUSIVE MODE`,
    'SET LOCAL jit = off',
    'SET LOCAL enable_hashjoin = off',
    'SET LOCAL enable_mergejoin = off',
  ];
}
