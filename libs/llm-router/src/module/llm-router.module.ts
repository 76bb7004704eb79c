import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { cachingProviders } from '../caching/caching.providers.js';
import { catalogProviders } from '../catalog/catalog.providers.js';
import { classificationProviders } from '../classification/classification.providers.js';
import { Clock, SystemClock } from '../contracts/clock.js';
import { LivePerformance } from '../contracts/live-performance.js';
import { Conversations } from '../contracts/response-store.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import { TargetAvailability } from '../contracts/target-availability.js';
import { conversationsProviders } from '../conversations/conversations.providers.js';
import { DecoratedMethodsExplorer } from '../decorators/decorated-methods.explorer.js';
import { RouteModelInterceptor } from '../decorators/route-model.interceptor.js';
import { ProviderHealth } from '../health/provider-health.js';
import { healthProviders } from '../health/health.providers.js';
import { observabilityProviders } from '../observability/observability.providers.js';
import { DirectiveCheck } from '../pipeline/directive-check.js';
import { ExchangeFactory } from '../pipeline/exchange-factory.js';
import { CallRouter } from '../pipeline/call-router.js';
import { OpenCalls } from '../pipeline/open-calls.js';
import { performanceProviders } from '../performance/performance.providers.js';
import { Pipeline } from '../pipeline/pipeline.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { privacyProviders } from '../privacy/privacy.providers.js';
import { resilienceProviders } from '../resilience/resilience.providers.js';
import { LlmRouter } from '../router/llm-router.js';
import { routingProviders } from '../routing/routing.providers.js';
import { throttlingProviders } from '../throttling/throttling.providers.js';
import { tokensProviders } from '../tokens/tokens.providers.js';
import { ConfigurableModuleClass } from './llm-router.module-definition.js';
import { RouterLifecycle } from './router-lifecycle.js';

/** The router in an application: `LlmRouterModule.forRoot(options)`, then inject `LlmRouter` or decorate methods. */
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    PluginRegistry,
    ...catalogProviders,
    ...observabilityProviders,
    ...privacyProviders,
    ...cachingProviders,
    ...classificationProviders,
    ...tokensProviders,
    ...performanceProviders,
    ...routingProviders,
    ...throttlingProviders,
    ...resilienceProviders,
    ...healthProviders,
    ...conversationsProviders,
    Pipeline,
    ExchangeFactory,
    OpenCalls,
    DirectiveCheck,
    LlmRouter,
    { provide: CallRouter, useExisting: LlmRouter },
    RouterLifecycle,
    DecoratedMethodsExplorer,
    { provide: APP_INTERCEPTOR, useClass: RouteModelInterceptor },
  ],
  exports: [
    LlmRouter,
    CallRouter,
    Conversations,
    ModelDirectory,
    ProviderHealth,
    LivePerformance,
    TargetAvailability,
    Clock,
  ],
})
export class LlmRouterModule extends ConfigurableModuleClass {}
