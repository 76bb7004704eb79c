import {
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
  Injectable,
  Module,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import {
  anthropic,
  LlmHttpModule,
  LlmRouterModule,
  openai,
  OpenAiExceptionFilter,
  setLlmCaller,
} from 'nestjs-llm-router';
import { RecordingSink } from 'nestjs-llm-router/testing';
import { SimulatedProvider } from 'simulated-provider';
import { createApp, listen, type Platform } from './platforms.js';

/** The tenant is whom the header `x-tenant` names, else `acme`. */
@Injectable()
class TenantGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ headers: Record<string, string> }>();
    setLlmCaller(request, { tenant: request.headers['x-tenant'] ?? 'acme' });
    return true;
  }
}

/** An application with all doors, and one simulated provider behind it under two wire formats: `openai/…`, `anthropic/…`. */
export class DoorApp {
  private constructor(
    readonly app: INestApplication,
    readonly url: string,
    readonly provider: SimulatedProvider,
    readonly sink: RecordingSink,
  ) {}

  static async start(platform: Platform): Promise<DoorApp> {
    const provider = await SimulatedProvider.start();
    const sink = new RecordingSink();

    @Module({
      imports: [
        LlmRouterModule.forRoot({
          providers: [
            openai({ apiKey: 'upstream-key', baseUrl: `${provider.url}/v1`, openEnded: true }),
            anthropic({ apiKey: 'upstream-key', baseUrl: provider.url, openEnded: true }),
          ],
          retries: { baseDelay: 0 },
          breaker: false,
        }),
        LlmHttpModule.forRoot(),
      ],
      providers: [
        { provide: RecordingSink, useValue: sink },
        { provide: APP_GUARD, useClass: TenantGuard },
      ],
    })
    class AppModule {}

    const app = await createApp(platform, AppModule);
    app.useGlobalFilters(new OpenAiExceptionFilter());
    return new DoorApp(app, await listen(app), provider, sink);
  }

  /** Forgets what the test before left. */
  reset(): void {
    this.provider.reset();
    this.sink.events.length = 0;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.provider.close();
  }
}
