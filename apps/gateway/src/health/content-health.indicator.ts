import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { ContentLog } from 'nestjs-llm-router/typeorm';

/** Degraded while contents wait for the database, or once any were lost: calls go on without. */
@Injectable()
export class ContentHealthIndicator {
  constructor(
    private readonly contents: ContentLog,
    private readonly indicators: HealthIndicatorService,
  ) {}

  check(key = 'contents'): HealthIndicatorResult {
    const { pending, lost, lastError } = this.contents;
    const session = this.indicators.check(key);
    const facts = { pending, lost };
    return lastError === undefined && lost === 0 ? session.up(facts) : session.degraded(facts);
  }
}
