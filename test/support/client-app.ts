import type { INestApplication } from '@nestjs/common';
import { LlmHttpModule, LlmRouter, LlmRouterModule, openaiCompatible } from 'nestjs-llm-router';
import { SimulatedProvider } from 'simulated-provider';
import { createApp, listen } from './platforms.js';

/**
 * An application for client libraries that reach it by HTTP or in its process, and a simulated provider behind it:
 * `sim/…`, with a first model that is overloaded in `tier:cheap`.
 */
export class ClientApp {
  readonly router: LlmRouter;

  private constructor(
    private readonly app: INestApplication,
    readonly url: string,
    readonly provider: SimulatedProvider,
  ) {
    this.router = app.get(LlmRouter);
  }

  /** `pricedModel` costs 1 and 2 US dollars per million tokens. */
  static async start(pricedModel: string): Promise<ClientApp> {
    const provider = await SimulatedProvider.start();
    const app = await createApp('express', {
      module: class AppModule {},
      imports: [
        LlmRouterModule.forRoot({
          providers: [
            openaiCompatible({
              id: 'sim',
              baseUrl: `${provider.url}/v1`,
              models: [{ id: pricedModel, price: { input: 1, output: 2 } }],
              openEnded: true,
            }),
          ],
          routing: { strategy: 'priority' },
          tiers: { cheap: ['sim/fault-overload', 'sim/sim-fast'] },
          retries: { baseDelay: 0 },
          breaker: false,
        }),
        LlmHttpModule.forRoot(),
      ],
    });
    return new ClientApp(app, await listen(app), provider);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.provider.close();
  }
}
