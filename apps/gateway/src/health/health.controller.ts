import { Controller, Get, Inject, Optional } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  HealthCheckService,
  type HealthIndicatorFunction,
  HealthIndicatorService,
  TypeOrmHealthIndicator,
} from '@nestjs/terminus';
import { SkipThrottle } from '@nestjs/throttler';
import { LlmProviderHealthIndicator } from 'nestjs-llm-router/terminus';
import { AuditHealthIndicator } from '../audit/audit-health.indicator.js';
import { OpenToAll } from '../keys/open-to-all.decorator.js';
import { SharedRedis } from '../redis/shared-redis.js';
import { ContentHealthIndicator } from './content-health.indicator.js';
import { LedgerHealthIndicator } from './ledger-health.indicator.js';

const PING_LIMIT_MS = 1_500;

/** For orchestrators and people: without a key, and without a limit. */
@ApiTags('Health')
@Controller('health')
@OpenToAll()
@SkipThrottle()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly providers: LlmProviderHealthIndicator,
    private readonly ledger: LedgerHealthIndicator,
    @Inject(SharedRedis) private readonly redis: SharedRedis | undefined,
    @Optional() private readonly audit?: AuditHealthIndicator,
    @Optional() private readonly contents?: ContentHealthIndicator,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process answers' })
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether calls should come here: database, ledger, and a provider' })
  ready() {
    return this.health.check([
      ...this.readiness(),
      ...this.auditTrail(),
      () => this.providers.isReady(),
    ]);
  }

  @Get()
  @ApiOperation({
    summary: 'Everything, and each provider by itself',
    description: 'Answers 503 where any part is down, even where others stand in for it.',
  })
  details() {
    return this.health.check([
      ...this.store(),
      ...this.auditTrail(),
      ...this.contentLog(),
      ...this.sharedRedis(),
      () => this.providers.checkAll(),
    ]);
  }

  /** With a journal, calls go on while the database is away. */
  private readiness(): HealthIndicatorFunction[] {
    return this.ledger.outlastsTheDatabase ? [() => this.ledger.check()] : this.store();
  }

  private store(): HealthIndicatorFunction[] {
    return [
      () => this.database.pingCheck('database').withTimeout(PING_LIMIT_MS),
      () => this.ledger.check(),
    ];
  }

  private auditTrail(): HealthIndicatorFunction[] {
    const { audit } = this;
    return audit === undefined ? [] : [() => audit.check()];
  }

  private contentLog(): HealthIndicatorFunction[] {
    const { contents } = this;
    return contents === undefined ? [] : [() => contents.check()];
  }

  private sharedRedis(): HealthIndicatorFunction[] {
    const { redis } = this;
    if (redis === undefined) return [];
    const ping = () => redis.ping();
    return [() => this.indicators.check('redis').attempt(ping).withTimeout(PING_LIMIT_MS)];
  }
}
