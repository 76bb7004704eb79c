import { milliseconds } from '../../../contracts/checked-options.js';
import type { Duration } from '../../../contracts/duration.js';
import { ConfigurationError } from '../../../contracts/errors/configuration-error.js';
import { DAY_MS } from '../time-range.js';

/** How long the ledger keeps its rows: `LlmLedgerModule.forRoot({ retention })`. Sums over them are kept. */
export interface LedgerRetentionOptions {
  /**
   * Calls and attempts that are older are deleted, whole days (UTC) at a time; where there are partitions, whole months.
   * From `"1d"`. Default: they are kept forever.
   */
  readonly keep?: Duration;
  /**
   * `month`, on PostgreSQL only: the tables are partitioned by month when the application starts, if they are not yet, so
   * that a month goes at once. What a table holds by then becomes its first partition; it is locked while PostgreSQL
   * indexes and checks it. Default: no partitions.
   */
  readonly partitions?: 'month';
}

/** The options, checked. */
export interface RetentionSettings {
  readonly keepMs: number | undefined;
  readonly partitions: boolean;
}

/** Throws a `ConfigurationError` that names the option and what is legal. `postgres`: whether that is the database. */
export function retentionSettings(
  { keep, partitions }: LedgerRetentionOptions,
  postgres: boolean,
): RetentionSettings {
  const keepMs = keep === undefined ? undefined : milliseconds('retention.keep', keep);
  if (keepMs !== undefined && keepMs < DAY_MS) {
    throw new ConfigurationError(`retention.keep: ${String(keep)} is less than a day ("1d").`);
  }
  if (partitions !== undefined && partitions !== 'month') {
    throw new ConfigurationError(
      `retention.partitions: ${JSON.stringify(partitions)} is not legal. Legal: month.`,
    );
  }
  if (partitions !== undefined && !postgres) {
    throw new ConfigurationError('retention.partitions: only PostgreSQL has partitions.');
  }
  return { keepMs, partitions: partitions !== undefined };
}
