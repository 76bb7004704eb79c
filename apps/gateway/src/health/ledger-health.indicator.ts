import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { JournaledLedger, LedgerIntake } from 'nestjs-llm-router/typeorm';

/**
 * Whether settled calls get into the ledger. With a journal: down once it is full, degraded while the database is away or
 * once anything was lost. Without one: down while calls cannot be written.
 */
@Injectable()
export class LedgerHealthIndicator {
  constructor(
    private readonly intake: LedgerIntake,
    private readonly indicators: HealthIndicatorService,
  ) {}

  /** True where calls may go on while the database is away. */
  get outlastsTheDatabase(): boolean {
    return this.intake instanceof JournaledLedger;
  }

  check(key = 'ledger'): HealthIndicatorResult {
    const { intake } = this;
    const { pending, lost, lastError } = intake;
    const session = this.indicators.check(key);
    const message = lastError?.message;
    if (!(intake instanceof JournaledLedger)) {
      if (message !== undefined) return session.down({ pending, lost, message });
      return lost > 0 ? session.degraded({ pending, lost }) : session.up({ pending, lost });
    }
    const { obstacle, usedBytes, damaged } = intake.status();
    const facts = { pending, lost, usedBytes, damaged };
    if (obstacle !== undefined) return session.down({ ...facts, message: obstacle });
    return message === undefined && lost + damaged === 0
      ? session.up(facts)
      : session.degraded({ ...facts, ...(message === undefined ? {} : { message }) });
  }
}
