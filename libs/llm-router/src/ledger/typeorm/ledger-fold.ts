import type { SqlWork } from '../../sql/typeorm/sql-work.js';
import type { LlmAttempt } from './llm-attempt.entity.js';
import type { LlmRequest } from './llm-request.entity.js';

/** Rows that the ledger did not have until now. */
export interface NewRows {
  readonly requests: readonly LlmRequest[];
  /** Corrections and what the cache saved included. */
  readonly attempts: readonly LlmAttempt[];
  /** The calls of these attempts, by their ids. That of a correction was there already. */
  readonly calls: ReadonlyMap<string, LlmRequest>;
}

/** What is kept beside the ledger's rows, such as sums over them, and has to be as exact as they are. */
export interface LedgerFold {
  /** Runs in the transaction that inserts the rows, last. What is undone is run again from the start. */
  fold(rows: NewRows): SqlWork<void>;
}
