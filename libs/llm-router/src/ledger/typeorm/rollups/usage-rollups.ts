import type { DataSource } from 'typeorm';
import type { LedgerFold, NewRows } from '../ledger-fold.js';
import { ledgerSql } from '../ledger-sql.js';
import type { SqlWork } from '../../../sql/typeorm/sql-work.js';
import { foldByDay, foldByHour } from './fold-rows.js';
import { upsertSums } from './upsert-sums.js';

/** Keeps the rollups equal to the rows: what a batch adds to them is added in the transaction that inserts it. */
export class UsageRollups implements LedgerFold {
  constructor(private readonly dataSource: DataSource) {}

  *fold(rows: NewRows): SqlWork<void> {
    const { tables } = ledgerSql(this.dataSource);
    const hours = foldByHour(rows);
    yield* upsertSums(this.dataSource, { path: tables.hours, period: 'hour' }, hours);
    yield* upsertSums(this.dataSource, { path: tables.days, period: 'day' }, foldByDay(hours));
  }
}
