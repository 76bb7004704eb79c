import type { DataSource } from 'typeorm';
import { tablePath } from '../../sql/typeorm/table-path.js';
import { dialectOf } from './ledger-dialect.js';
import { LlmAttempt } from './llm-attempt.entity.js';
import { LlmRequest } from './llm-request.entity.js';
import { LlmUsageDay } from './rollups/llm-usage-day.entity.js';
import { LlmUsageHour } from './rollups/llm-usage-hour.entity.js';
import type { LedgerSql } from './usage-parts.js';

/** The ledger of a data source, as SQL names it: its schema included. */
export function ledgerSql(dataSource: DataSource): LedgerSql {
  return {
    dialect: dialectOf(dataSource),
    tables: {
      requests: tablePath(dataSource, LlmRequest),
      attempts: tablePath(dataSource, LlmAttempt),
      hours: tablePath(dataSource, LlmUsageHour),
      days: tablePath(dataSource, LlmUsageDay),
    },
  };
}
