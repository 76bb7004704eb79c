import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import { DirectiveCheck } from '../pipeline/directive-check.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';

/** Checks the options as a whole before the first call, and closes the providers' connections at the end. */
@Injectable()
export class RouterLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
    private readonly plugins: PluginRegistry,
    private readonly directives: DirectiveCheck,
  ) {}

  onModuleInit(): void {
    const { routing = {}, cache = {} } = this.options;
    const { defaultModel: model, strategy } = routing;
    this.directives.check(
      { route: { ...(model ? { model } : {}), ...(strategy ? { strategy } : {}) } },
      'routing',
    );
    if (cache.store !== undefined) this.plugins.byId('cache', cache.store, 'cache.store');
  }

  async onApplicationShutdown(): Promise<void> {
    const adapters = [...(this.options.providers ?? []), ...this.plugins.all('provider')];
    await Promise.allSettled(adapters.map(async (adapter) => adapter.close?.()));
  }
}
