import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource, QueryRunner } from 'typeorm';
import { type Clock, SystemClock } from '../../../contracts/clock.js';
import { afterTimeout, type Schedule } from '../../schedule.js';
import { RETENTION_LOCK, underAdvisoryLock } from '../../../sql/typeorm/advisory-lock.js';
import { inTransaction } from '../../../sql/typeorm/in-transaction.js';
import { tablePath } from '../../../sql/typeorm/table-path.js';
import type { SqlWork, SqlStatement } from '../../../sql/typeorm/sql-work.js';
import { LlmAttempt } from '../llm-attempt.entity.js';
import { LlmRequest } from '../llm-request.entity.js';
import { DAY_MS } from '../time-range.js';
import { deleteOlder } from './delete-older.js';
import { partitionTable } from './partition-table.js';
import { dropOlder, isPartitioned, makeAhead, tableName } from './partitions.js';
import {
  type LedgerRetentionOptions,
  type RetentionSettings,
  retentionSettings,
} from './retention-options.js';

const TABLES = [LlmAttempt, LlmRequest] as const;
const MONTHS_AHEAD = 2;
const AGAIN_AFTER_FAILURE_MS = 3_600_000;

/** What a run has removed. */
export interface RetentionRun {
  /** Rows of both tables that were deleted one by one. */
  readonly rows: number;
  /** Partitions that were dropped. */
  readonly partitions: number;
}

/**
 * Removes the ledger's rows once they are old enough, and makes the partitions of the months to come: at the start of
 * the application and every day, one process at a time. What fails is logged, and tried again after an hour.
 */
export class LedgerRetention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('LlmLedger');
  private readonly settings: RetentionSettings;
  private readonly isPostgres: boolean;
  private running: Promise<void> = Promise.resolve();
  private closing = false;
  private cancel: () => void = () => undefined;

  /** Throws a `ConfigurationError` for options that are not legal. */
  constructor(
    private readonly dataSource: DataSource,
    options: LedgerRetentionOptions,
    private readonly clock: Clock = new SystemClock(),
    private readonly schedule: Schedule = afterTimeout,
  ) {
    this.isPostgres = dataSource.options.type === 'postgres';
    this.settings = retentionSettings(options, this.isPostgres);
  }

  onApplicationBootstrap(): void {
    this.running = this.runAndTell();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    this.cancel();
    await this.running;
  }

  /** Undefined where another process is at it. */
  async run(): Promise<RetentionRun | undefined> {
    if (!this.isPostgres) return this.thinOut();
    return underAdvisoryLock(this.dataSource, RETENTION_LOCK, 'leave', (runner) =>
      this.thinOut(runner),
    );
  }

  private async runAndTell(): Promise<void> {
    let next = DAY_MS;
    try {
      const { rows = 0, partitions = 0 } = (await this.run()) ?? {};
      if (rows + partitions > 0) {
        this.logger.log(
          `The ledger's retention has removed ${rows} rows and ${partitions} partitions.`,
        );
      }
    } catch (error) {
      next = AGAIN_AFTER_FAILURE_MS;
      this.logger.warn(`The ledger's retention failed, next try in an hour: ${String(error)}`);
    }
    if (this.closing) return;
    this.cancel = this.schedule(() => {
      this.running = this.runAndTell();
    }, next);
  }

  private async thinOut(runner?: QueryRunner): Promise<RetentionRun> {
    const { keepMs } = this.settings;
    const now = this.clock.now();
    // Whole days, which is what sums are kept of.
    const before = keepMs === undefined ? -Infinity : Math.floor((now - keepMs) / DAY_MS) * DAY_MS;
    let [rows, partitions] = [0, 0];
    for (const entity of TABLES) {
      let table = tablePath(this.dataSource, entity);
      if (runner !== undefined && (await this.keptInParts(runner, entity, now))) {
        const name = tableName(runner, entity);
        partitions += await dropOlder(runner, name, before);
        table = name('_default');
      }
      rows += await this.delete(table, before, runner);
    }
    return { rows, partitions };
  }

  /** Whether a table has partitions; it has those of the months to come then. */
  private async keptInParts(
    runner: QueryRunner,
    entity: (typeof TABLES)[number],
    now: number,
  ): Promise<boolean> {
    const name = tableName(runner, entity);
    if (!(await isPartitioned(runner, name))) {
      if (!this.settings.partitions) return false;
      await partitionTable(runner, name, now);
    }
    await makeAhead(runner, name, now, MONTHS_AHEAD);
    return true;
  }

  private async delete(table: string, before: number, runner?: QueryRunner): Promise<number> {
    if (before === -Infinity) return 0;
    const { dataSource, clock } = this;
    const run = async ({ sql, parameters }: SqlStatement) => {
      if (runner === undefined) {
        return inTransaction(dataSource, () => rowsOf({ sql, parameters }), clock);
      }
      const { records } = await runner.query(sql, [...parameters], true);
      return records.length;
    };
    const goesOn = () => !this.closing;
    return deleteOlder({ dataSource, table, before, clock, run, goesOn });
  }
}

function* rowsOf(statement: SqlStatement): SqlWork<number> {
  const { length } = yield statement;
  return length;
}
