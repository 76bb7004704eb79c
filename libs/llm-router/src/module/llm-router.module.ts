import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Budgets } from '../budgets/budgets.js';
import { budgetsProviders } from '../budgets/budgets.providers.js';
import { cachingProviders } from '../caching/caching.providers.js';
import { catalogProviders } from '../catalog/catalog.providers.js';
import { classificationProviders } from '../classification/classification.providers.js';
import { Clock, SystemClock } from '../contracts/clock.js';
import { EventPublisher } from '../contracts/event-publisher.js';
import { LivePerformance } from '../contracts/live-performance.js';
import { LLM_ROUTER_OPTIONS } from '../contracts/options.js';
import { Conversations } from '../contracts/response-store.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import { RedactionService } from '../contracts/redaction.js';
import { RunningConfiguration } from '../contracts/running-configuration.js';
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
import { CompliancePolicy } from '../policy/compliance-policy.js';
import { policyProviders } from '../policy/policy.providers.js';
import { ProcessingRecord } from '../policy/processing-record.js';
import { privacyProviders } from '../privacy/privacy.providers.js';
import { resilienceProviders } from '../resilience/resilience.providers.js';
import { LlmRouter } from '../router/llm-router.js';
import { routingProviders } from '../routing/routing.providers.js';
import { subjectsProviders } from '../subjects/subjects.providers.js';
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
    ...policyProviders,
    ...privacyProviders,
    ...subjectsProviders,
    ...cachingProviders,
    ...classificationProviders,
    ...tokensProviders,
    ...performanceProviders,
    ...routingProviders,
    ...throttlingProviders,
    ...budgetsProviders,
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
    LLM_ROUTER_OPTIONS,
    LlmRouter,
    Budgets,
    CallRouter,
    Conversations,
    ModelDirectory,
    CompliancePolicy,
    ProcessingRecord,
    ProviderHealth,
    RedactionService,
    LivePerformance,
    EventPublisher,
    PluginRegistry,
    TargetAvailability,
    Clock,
    RunningConfiguration,
  ],
})
export class LlmRouterModule extends ConfigurableModuleClass {}
