import { resolve } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { ThrottlerModule } from '@nestjs/throttler';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LlmHttpModule, LlmRouterModule } from 'nestjs-llm-router';
import { RedisPeerStates, RedisThrottlerStorage } from 'nestjs-llm-router/redis';
import { LlmProviderHealthIndicator } from 'nestjs-llm-router/terminus';
import { LlmThrottlerGuard, MemoryThrottlerStorage } from 'nestjs-llm-router/throttler';
import {
  type LedgerJournalOptions,
  LlmConversationsModule,
  LlmKeysModule,
  LlmLedgerModule,
} from 'nestjs-llm-router/typeorm';
import { KeysController } from './admin/keys.controller.js';
import { LedgerController } from './admin/ledger.controller.js';
import { RequestsController } from './admin/requests.controller.js';
import { RouteController } from './admin/route.controller.js';
import { TargetsController } from './admin/targets.controller.js';
import { databaseOptions } from './database/database-options.js';
import { openDatabase } from './database/open-database.js';
import { SummariseController } from './demo/summarise.controller.js';
import { GATEWAY_PLAN, type GatewayPlan } from './gateway-plan.js';
import { HealthController } from './health/health.controller.js';
import { LedgerHealthIndicator } from './health/ledger-health.indicator.js';
import { ApiKeyGuard } from './keys/api-key.guard.js';
import { seedsOf } from './keys/seeds-of.js';
import { SimulatedUpstreams } from './providers/simulated-upstreams.js';
import { SharedRedis } from './redis/shared-redis.js';
import { FinishConnections } from './server/finish-connections.js';

const MINUTE_MS = 60_000;

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
          peers: config.redis.url ? new RedisPeerStates(config.redis.url) : undefined,
        }),
        LlmLedgerModule.forRoot({ journal: journalOf(plan) }),
        LlmConversationsModule.forRoot(),
        LlmHttpModule.forRoot(redis && { idempotency: { store: redis.cache } }),
        throttling(config.limits.requestsPerMinute, config.redis.url),
        TerminusModule.forRoot({ logger: false }),
      ],
      controllers: [
        HealthController,
        KeysController,
        LedgerController,
        RequestsController,
        RouteController,
        TargetsController,
        // Its decorators name these tiers, and a name that stands for nothing stops the start.
        ...(tiers['cheap'] && tiers['premium'] ? [SummariseController] : []),
      ],
      providers: [
        { provide: GATEWAY_PLAN, useValue: plan },
        { provide: SimulatedUpstreams, useValue: plan.upstreams },
        { provide: SharedRedis, useValue: redis },
        LlmProviderHealthIndicator,
        LedgerHealthIndicator,
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        { provide: APP_GUARD, useClass: LlmThrottlerGuard },
        FinishConnections,
      ],
    };
  }
}

/** None for a ledger in memory: it ends with the process anyway. */
function journalOf({ loaded, cwd }: GatewayPlan): LedgerJournalOptions | undefined {
  const { database, ledger } = loaded.config;
  if (ledger.journal === false || database.url === ':memory:') return undefined;
  return { ...ledger.journal, directory: resolve(cwd, ledger.journal.directory) };
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
