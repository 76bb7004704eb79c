import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { type Clock, SystemClock } from '../../contracts/clock.js';
import type { CallSettled } from '../../contracts/router-event.js';
import type { SubjectVault } from '../../contracts/subject-vault.js';
import { inTransaction } from '../../sql/typeorm/in-transaction.js';
import { makeDurable } from '../../sql/typeorm/make-durable.js';
import { insertRows } from './insert-rows.js';
import type { LedgerFold, NewRows } from './ledger-fold.js';
import { attemptRows, requestRow } from './ledger-rows.js';
import type { SqlWork } from '../../sql/typeorm/sql-work.js';
import { LlmAttempt } from './llm-attempt.entity.js';
import { LlmRequest } from './llm-request.entity.js';
import { areRefused } from './refused-rows.js';
import { withoutErased } from './subjects/without-erased.js';

/** Where settled calls end up. What is there already changes nothing. */
export class LedgerTables {
  private readonly logger = new Logger('LlmLedger');
  private lostCalls = 0;

  /** `fold`: what is kept beside the rows, in the transaction that inserts them. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly fold?: LedgerFold,
    private readonly clock: Clock = new SystemClock(),
    private readonly vault?: SubjectVault,
  ) {}

  /** False once the data source is closed. */
  get isOpen(): boolean {
    return this.dataSource.isInitialized;
  }

  /** Calls that never got into the ledger, since the start. */
  get lost(): number {
    return this.lostCalls;
  }

  /**
   * Writes calls in one transaction; in smaller ones where one of them cannot be a row, or the database refuses it: that
   * one is lost and logged. Rejects where the database is not well, or locked for longer than a second.
   */
  async write(calls: readonly CallSettled[]): Promise<void> {
    await this.writeEach(await withoutErased(calls, this.vault));
  }

  private async writeEach(calls: readonly CallSettled[]): Promise<void> {
    try {
      await this.add(rowsOf(calls));
    } catch (error) {
      if (!(error instanceof NoRow) && !areRefused(error)) throw error;
      const [only] = calls;
      if (only !== undefined && calls.length === 1) {
        return this.lose(1, `call ${only.id} is refused: ${String(error)}`);
      }
      const half = Math.ceil(calls.length / 2);
      await this.writeEach(calls.slice(0, half));
      await this.writeEach(calls.slice(half));
    }
  }

  /** Inserts rows, and returns those that were not there. `calls`: see `NewRows`. */
  add(rows: NewRows): Promise<NewRows> {
    return inTransaction(this.dataSource, () => this.insert(rows), this.clock);
  }

  /** Makes what was written survive a loss of power. */
  makeDurable(): Promise<void> {
    return makeDurable(this.dataSource);
  }

  /** Counts and logs calls that are given up. */
  lose(calls: number, reason: string): void {
    this.lostCalls += calls;
    this.logger.error(
      `${calls} calls are lost to the ledger (${this.lostCalls} since the start): ${reason}`,
    );
  }

  private *insert({ requests, attempts, calls }: NewRows): SqlWork<NewRows> {
    const added: NewRows = {
      attempts: yield* insertRows(this.dataSource, LlmAttempt, attempts),
      requests: yield* insertRows(this.dataSource, LlmRequest, requests),
      calls,
    };
    if (this.fold !== undefined && added.attempts.length + added.requests.length > 0) {
      yield* this.fold.fold(added);
    }
    return added;
  }
}

/** Somebody else's journal may hold what this program cannot make a row of; that must not stop the calls behind it. */
class NoRow extends Error {}

function rowsOf(settled: readonly CallSettled[]): NewRows {
  try {
    const requests = settled.map(requestRow);
    return {
      requests,
      attempts: settled.flatMap(attemptRows),
      calls: new Map(requests.map((request) => [request.id, request])),
    };
  } catch (error) {
    throw new NoRow(String(error));
  }
}
