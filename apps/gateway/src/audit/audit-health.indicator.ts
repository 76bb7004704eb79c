import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { AuditWriter } from 'nestjs-llm-router/typeorm';

/** Degraded while entries wait for the database, or once any were lost; down while they are being lost. */
@Injectable()
export class AuditHealthIndicator {
  constructor(
    private readonly writer: AuditWriter,
    private readonly indicators: HealthIndicatorService,
  ) {}

  check(key = 'audit'): HealthIndicatorResult {
    const { pending, lost, full, lastError } = this.writer;
    const session = this.indicators.check(key);
    const facts = { pending, lost, ...(lastError && { message: lastError.message }) };
    if (full) return session.down(facts);
    return lastError === undefined && lost === 0 ? session.up(facts) : session.degraded(facts);
  }
}
