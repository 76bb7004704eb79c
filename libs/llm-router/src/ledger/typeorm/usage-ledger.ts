import type { DataSource } from 'typeorm';
import { type Clock, SystemClock } from '../../contracts/clock.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { ModelDirectory } from '../../contracts/model-directory.js';
import type { LedgerIntake } from './ledger-intake.js';
import { forecast, type ForecastQuery } from './reports/forecast.js';
import type { MonthForecast } from './reports/month-forecast.js';
import { type Reconciliation, reconcile, type ReconcileQuery } from './reports/reconcile.js';
import { type MoversQuery, type TopMovers, topMovers } from './reports/top-movers.js';
import { type WhatIf, whatIf, type WhatIfQuery } from './reports/what-if.js';
import {
  findRequest,
  findRequests,
  type LedgerRequest,
  type RequestQuery,
} from './request-query.js';
import { streamUsage, sumUsage, type UsageQuery, type UsageRow } from './usage-query.js';

/** Reads the usage ledger. It sees every call that settled before the question was asked. */
export class UsageLedger {
  constructor(
    private readonly dataSource: DataSource,
    private readonly intake: LedgerIntake,
    /** Knows the prices of models; only `whatIf` needs it. */
    private readonly directory?: ModelDirectory,
    private readonly clock: Clock = new SystemClock(),
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
   * Calls, tries, tokens and exact cost by up to four dimensions and by time, in the order of both. What is about one
   * dimension is answered from rollups. Throws an `InvalidRequestError` that names what is legal.
   */
  async usage(query: UsageQuery): Promise<UsageRow[]> {
    await this.written();
    return sumUsage(this.dataSource, query);
  }

  /** The same row by row, for answers of any length: memory holds 1,000 rows of it. */
  async *usageRows(query: UsageQuery): AsyncGenerator<UsageRow, void, undefined> {
    await this.written();
    yield* streamUsage(this.dataSource, query);
  }

  /** Whose cost changed most since the time before. Throws an `InvalidRequestError` that names what is legal. */
  async topMovers(query: MoversQuery): Promise<TopMovers> {
    await this.written();
    return topMovers(this.dataSource, query);
  }

  /** What a month will have cost at its end, with a range. Throws an `InvalidRequestError` for a month that is none. */
  async forecast(query: ForecastQuery = {}): Promise<MonthForecast> {
    await this.written();
    return forecast(this.dataSource, query, this.clock.now());
  }

  /**
   * What the same tokens would have cost on other models. It reads every try of the range. Throws an
   * `UnknownModelError` with near names, an `InvalidRequestError` for no or too many models.
   */
  async whatIf(query: WhatIfQuery): Promise<WhatIf> {
    if (this.directory === undefined) {
      throw new ConfigurationError(
        'UsageLedger.whatIf() needs the prices of LlmRouterModule: import it with isGlobal, which is the default.',
      );
    }
    await this.written();
    return whatIf(this.dataSource, this.directory, query);
  }

  /**
   * Holds a provider's invoice against the ledger, and explains what differs: the explanations add up to the difference.
   * Throws an `InvalidRequestError` that names the line and what is legal.
   */
  async reconcile(query: ReconcileQuery): Promise<Reconciliation> {
    await this.written();
    return reconcile(this.dataSource, query);
  }

  /** What cannot be written now must not keep anybody from reading; the writer reports it by itself. */
  private async written(): Promise<void> {
    await this.intake.flush().catch(() => undefined);
  }
}
