import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { milliseconds } from '../contracts/checked-options.js';
import { BudgetDesk } from '../budgets/budget-desk.js';
import { LateNames } from '../budgets/late-names.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
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
  private readonly drainMs: number;

  constructor(
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
    private readonly plugins: PluginRegistry,
    private readonly directives: DirectiveCheck,
    private readonly openCalls: OpenCalls,
    private readonly budgets: BudgetDesk,
    private readonly lateNames: LateNames,
  ) {
    this.drainMs = milliseconds('timeouts.shutdown', options.timeouts?.shutdown ?? '25s');
  }

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
    await this.openCalls.drain(this.drainMs);
    await this.budgets.settle();
    await this.lateNames.close();
    await this.budgets.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(
      this.plugins.all('provider').map(async (adapter) => adapter.close?.()),
    );
  }
}
