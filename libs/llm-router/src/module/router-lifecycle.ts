import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import { toMilliseconds } from '../contracts/duration.js';
import { DirectiveCheck } from '../pipeline/directive-check.js';
import { OpenCalls } from '../pipeline/open-calls.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';

/**
 * Checks the options as a whole before the first call. At the end it lets calls under way finish and settle, and
 * closes the providers' connections.
 */
@Injectable()
export class RouterLifecycle
  implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown
{
  constructor(
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
    private readonly plugins: PluginRegistry,
    private readonly directives: DirectiveCheck,
    private readonly openCalls: OpenCalls,
  ) {}

  onModuleInit(): void {
    const { routing = {}, cache = {} } = this.options;
    const { defaultModel: model, strategy } = routing;
    this.directives.check(
      { route: { ...(model ? { model } : {}), ...(strategy ? { strategy } : {}) } },
      'routing',
    );
    if (cache.store !== undefined) this.plugins.byId('cache', cache.store, 'cache.store');
    for (const adapter of this.plugins.all('provider')) {
      adapter.bindCredentials?.((id) =>
        this.plugins.byId('credentials', id, `providers: apiKey of ${adapter.id}`),
      );
    }
  }

  /** While the ledger still takes rows and connections are still open. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.openCalls.drain(toMilliseconds(this.options.timeouts?.shutdown ?? '25s'));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(
      this.plugins.all('provider').map(async (adapter) => adapter.close?.()),
    );
  }
}
