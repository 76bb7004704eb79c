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
  type LlmRouterOptions,
  type ModelDeclaration,
  openai,
  OpenAiExceptionFilter,
  setLlmCaller,
} from 'nestjs-llm-router';
import { RecordingSink } from 'nestjs-llm-router/testing';
import { SimulatedProvider } from 'simulated-provider';
import { createApp, listen, type Platform } from './platforms.js';

/** The tenant is whom the header `x-tenant` names, else `acme`. */
@Injectable()
class CallerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ headers: Record<string, string> }>();
    const tenant = request.headers['x-tenant'] ?? 'acme';
    setLlmCaller(request, { keyId: 'ci', tenant, tags: { team: 'search' } });
    return true;
  }
}

export interface DoorSetup {
  /** Models of `openai` with what is known of them. */
  readonly models?: readonly ModelDeclaration[];
  /** Its `providers` come beside the simulated one. */
  readonly router?: LlmRouterOptions;
}

/** An application with all doors, and one simulated provider behind it under two wire formats: `openai/…`, `anthropic/…`. */
export class DoorApp {
  private constructor(
    readonly app: INestApplication,
    readonly url: string,
    readonly provider: SimulatedProvider,
    readonly sink: RecordingSink,
  ) {}

  static async start(
    platform: Platform,
    { models = [], router: { providers = [], ...options } = {} }: DoorSetup = {},
  ): Promise<DoorApp> {
    const provider = await SimulatedProvider.start();
    const sink = new RecordingSink();

    @Module({
      imports: [
        LlmRouterModule.forRoot({
          providers: [
            openai({
              apiKey: 'upstream-key',
              baseUrl: `${provider.url}/v1`,
              models,
              openEnded: true,
            }),
            anthropic({ apiKey: 'upstream-key', baseUrl: provider.url, openEnded: true }),
            ...providers,
          ],
          retries: { baseDelay: 0 },
          breaker: false,
          ...options,
        }),
        LlmHttpModule.forRoot(),
      ],
      providers: [
        { provide: RecordingSink, useValue: sink },
        { provide: APP_GUARD, useClass: CallerGuard },
      ],
    })
    class AppModule {}

    const app = await createApp(platform, AppModule);
    app.useGlobalFilters(new OpenAiExceptionFilter());
    app.enableCors();
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
