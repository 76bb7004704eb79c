import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { LedgerWriter } from 'nestjs-llm-router/typeorm';

/** Whether settled calls get into the ledger: down while they cannot be written, degraded once any were lost. */
@Injectable()
export class LedgerHealthIndicator {
  constructor(
    private readonly writer: LedgerWriter,
    private readonly indicators: HealthIndicatorService,
  ) {}

  check(key = 'ledger'): HealthIndicatorResult {
    const { pending, lost, lastError } = this.writer;
    const session = this.indicators.check(key);
    if (lastError !== undefined) return session.down({ pending, lost, message: lastError.message });
    return lost > 0 ? session.degraded({ pending, lost }) : session.up({ pending, lost });
  }
}
