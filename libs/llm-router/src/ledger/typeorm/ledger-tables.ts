import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { CallSettled } from '../../contracts/router-event.js';
import { insertRows } from './insert-rows.js';
import { attemptRow, requestRow } from './ledger-rows.js';
import { LlmAttempt } from './llm-attempt.entity.js';
import { LlmRequest } from './llm-request.entity.js';
import { areRefused } from './refused-rows.js';

/** Where settled calls end up. A call that is there already changes nothing. */
export class LedgerTables {
  private readonly logger = new Logger('LlmLedger');
  private lostCalls = 0;

  constructor(private readonly dataSource: DataSource) {}

  /** False once the data source is closed. */
  get isOpen(): boolean {
    return this.dataSource.isInitialized;
  }

  /** Calls that never got into the ledger, since the start. */
  get lost(): number {
    return this.lostCalls;
  }

  /**
   * Writes calls in two statements; each alone where one of them cannot be a row, or the database refuses it: that one is
   * lost and logged. Attempts first: whoever sees a call sees all its attempts. Rejects where the database is not well.
   */
  async write(calls: readonly CallSettled[]): Promise<void> {
    try {
      const { attempts, requests } = rowsOf(calls);
      await insertRows(this.dataSource, LlmAttempt, attempts);
      await insertRows(this.dataSource, LlmRequest, requests);
    } catch (error) {
      if (!(error instanceof NoRow) && !areRefused(error)) throw error;
      const [only, ...others] = calls;
      if (only !== undefined && others.length === 0) {
        return this.lose(1, `call ${only.id} is refused: ${String(error)}`);
      }
      for (const call of calls) await this.write([call]);
    }
  }

  /**
   * Makes what was written survive a loss of power. PostgreSQL has done so with each commit; SQLite, where its journal is
   * a write-ahead log and `synchronous` is `NORMAL`, does so with the next checkpoint.
   */
  async makeDurable(): Promise<void> {
    if (this.dataSource.options.type === 'postgres') return;
    await this.dataSource.query('PRAGMA wal_checkpoint(PASSIVE)');
  }

  /** Counts and logs calls that are given up. */
  lose(calls: number, reason: string): void {
    this.lostCalls += calls;
    this.logger.error(
      `${calls} calls are lost to the ledger (${this.lostCalls} since the start): ${reason}`,
    );
  }
}

/** Somebody else's journal may hold what this program cannot make a row of; that must not stop the calls behind it. */
class NoRow extends Error {}

function rowsOf(calls: readonly CallSettled[]): {
  attempts: LlmAttempt[];
  requests: LlmRequest[];
} {
  try {
    return {
      attempts: calls.flatMap((it) => it.attempts.map((made) => attemptRow(it.id, made))),
      requests: calls.map(requestRow),
    };
  } catch (error) {
    throw new NoRow(String(error));
  }
}
