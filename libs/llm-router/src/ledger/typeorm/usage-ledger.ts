import type { DataSource } from 'typeorm';
import type { LedgerIntake } from './ledger-intake.js';
import {
  findRequest,
  findRequests,
  type LedgerRequest,
  type RequestQuery,
} from './request-query.js';
import { sumUsage, type UsageQuery, type UsageRow } from './usage-query.js';

/** Reads the usage ledger. It sees every call that settled before the question was asked. */
export class UsageLedger {
  constructor(
    private readonly dataSource: DataSource,
    private readonly intake: LedgerIntake,
  ) {}

  /** Calls, newest first. Throws an `InvalidRequestError` for an illegal limit or date. */
  async requests(query: RequestQuery = {}): Promise<LedgerRequest[]> {
    await this.written();
    return findRequests(this.dataSource, query);
  }

  /** One call with its upstream tries; null where there is none of this id. */
  async request(id: string): Promise<LedgerRequest | null> {
    await this.written();
    return findRequest(this.dataSource, id);
  }

  /**
   * Requests, tokens and exact cost by up to four dimensions, ordered by them. Throws an `InvalidRequestError` that
   * names the legal dimensions, or the date that is none.
   */
  async usage(query: UsageQuery): Promise<UsageRow[]> {
    await this.written();
    return sumUsage(this.dataSource, query);
  }

  /** What cannot be written now must not keep anybody from reading; the writer reports it by itself. */
  private async written(): Promise<void> {
    await this.intake.flush().catch(() => undefined);
  }
}
