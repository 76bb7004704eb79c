import { resolve } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { ThrottlerModule } from '@nestjs/throttler';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LlmHttpModule, LlmRouterModule } from 'nestjs-llm-router';
import {
  RedisBudgetStore,
  RedisJournal,
  RedisPeerStates,
  RedisThrottlerStorage,
} from 'nestjs-llm-router/redis';
import { LlmProviderHealthIndicator } from 'nestjs-llm-router/terminus';
import { LlmThrottlerGuard, MemoryThrottlerStorage } from 'nestjs-llm-router/throttler';
import {
  type LlmLedgerOptions,
  LlmAuditModule,
  LlmBudgetsModule,
  LlmConversationsModule,
  LlmKeysModule,
  LlmLedgerModule,
  LlmSubjectsModule,
} from 'nestjs-llm-router/typeorm';
import { Amounts } from './admin/amounts.js';
import { AuditController } from './admin/audit.controller.js';
import { ContentsController } from './admin/contents.controller.js';
import { ComplianceController } from './admin/compliance.controller.js';
import { BudgetsController } from './admin/budgets.controller.js';
import { KeysController } from './admin/keys.controller.js';
import { LedgerController } from './admin/ledger.controller.js';
import { RequestsController } from './admin/requests.controller.js';
import { RouteController } from './admin/route.controller.js';
import { SubjectKeysController } from './admin/subject-keys.controller.js';
import { SubjectsController } from './admin/subjects.controller.js';
import { switchedOff } from './admin/switched-off.controller.js';
import { TargetsController } from './admin/targets.controller.js';
import { TenantHoldsController } from './admin/tenant-holds.controller.js';
import { AdminAudit } from './audit/admin-audit.js';
import { AuditHealthIndicator } from './audit/audit-health.indicator.js';
import { databaseOptions } from './database/database-options.js';
import { openDatabase } from './database/open-database.js';
import { SummariseController } from './demo/summarise.controller.js';
import { GATEWAY_PLAN, type GatewayPlan } from './gateway-plan.js';
import { ContentHealthIndicator } from './health/content-health.indicator.js';
import { HealthController } from './health/health.controller.js';
import { LedgerHealthIndicator } from './health/ledger-health.indicator.js';
import { ApiKeyGuard } from './keys/api-key.guard.js';
import { seedsOf } from './keys/seeds-of.js';
import { SimulatedUpstreams } from './providers/simulated-upstreams.js';
import { SharedRedis } from './redis/shared-redis.js';
import { FinishConnections } from './server/finish-connections.js';
import { subjectsOptions } from './subjects/subjects-options.js';

const MINUTE_MS = 60_000;
const SUBJECTS = {
  on: [SubjectsController, TenantHoldsController, ContentsController, SubjectKeysController],
  off: [
    switchedOff(
      'subjects',
      'admin/subjects',
      'admin/tenants/:id/hold',
      'admin/contents',
      'admin/subject-keys',
    ),
  ],
};
const AUDIT = { on: [AuditController], off: [switchedOff('audit', 'admin/audit')] };

@Module({})
export class GatewayModule {
  static for(plan: GatewayPlan): DynamicModule {
    const { config } = plan.loaded;
    const redis = config.redis.url ? new SharedRedis(config.redis.url) : undefined;
    const { tiers } = plan.setup;
    return {
      module: GatewayModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => databaseOptions(config.database.url, plan.cwd),
          dataSourceFactory: openDatabase,
        }),
        // Before the router: the scope of a key is looked at first.
        LlmKeysModule.forRoot({ seeds: seedsOf(config.keys) }),
        LlmRouterModule.forRoot({
          ...plan.router,
          cache: { ...plan.router.cache, ...(redis && { manager: redis.cache }) },
          budgeting: {
            ...plan.router.budgeting,
            store: config.redis.url ? new RedisBudgetStore(config.redis.url) : undefined,
          },
          peers: config.redis.url ? new RedisPeerStates(config.redis.url) : undefined,
        }),
        LlmLedgerModule.forRoot({ journal: journalOf(plan), retention: config.ledger.retention }),
        ...(config.audit ? [LlmAuditModule.forRoot(config.audit)] : []),
        LlmBudgetsModule.forRoot(),
        LlmConversationsModule.forRoot(),
        ...(config.subjects
          ? [LlmSubjectsModule.forRoot(subjectsOptions(config.subjects, plan.cwd))]
          : []),
        LlmHttpModule.forRoot(redis && { idempotency: { store: redis.cache } }),
        throttling(config.limits.requestsPerMinute, config.redis.url),
        TerminusModule.forRoot({ logger: false }),
      ],
      controllers: [
        ...(config.audit ? AUDIT.on : AUDIT.off),
        HealthController,
        ComplianceController,
        BudgetsController,
        KeysController,
        LedgerController,
        RequestsController,
        RouteController,
        TargetsController,
        ...(config.subjects ? SUBJECTS.on : SUBJECTS.off),
        // Its decorators name these tiers, and a name that stands for nothing stops the start.
        ...(tiers['cheap'] && tiers['premium'] ? [SummariseController] : []),
      ],
      providers: [
        { provide: GATEWAY_PLAN, useValue: plan },
        { provide: SimulatedUpstreams, useValue: plan.upstreams },
        { provide: SharedRedis, useValue: redis },
        Amounts,
        LlmProviderHealthIndicator,
        LedgerHealthIndicator,
        ...(config.audit ? [AdminAudit, AuditHealthIndicator] : []),
        ...(config.subjects?.content ? [ContentHealthIndicator] : []),
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        { provide: APP_GUARD, useClass: LlmThrottlerGuard },
        FinishConnections,
      ],
    };
  }
}

/** None for a ledger in memory: it ends with the process anyway. */
function journalOf({ loaded, cwd }: GatewayPlan): LlmLedgerOptions['journal'] {
  const { database, ledger } = loaded.config;
  if (ledger.journal === false || database.url === ':memory:') return undefined;
  const { redis, directory, maxBytes, sync } = ledger.journal;
  return redis === undefined
    ? { directory: resolve(cwd, directory), maxBytes, sync }
    : new RedisJournal(redis, { maxBytes });
}

/** Counts requests to all routes together. */
function throttling(requestsPerMinute: number, redisUrl: string | undefined): DynamicModule {
  return ThrottlerModule.forRoot({
    throttlers: [{ limit: requestsPerMinute, ttl: MINUTE_MS }],
    skipIf: () => requestsPerMinute === 0,
    generateKey: (_context, tracker, name) => `${name}:${tracker}`,
    storage: redisUrl ? new RedisThrottlerStorage(redisUrl) : new MemoryThrottlerStorage(),
  });
}
