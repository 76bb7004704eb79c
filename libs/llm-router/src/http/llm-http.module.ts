import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { ChatCompletionsController } from './openai/chat-completions.controller.js';
import { ModelsController } from './openai/models.controller.js';

/** The options of `LlmHttpModule.forRoot()`. */
export interface LlmHttpModuleOptions {
  /** Modules that provide the router, where `LlmRouterModule` is not global. Default none. */
  readonly imports?: ModuleMetadata['imports'];
}

/**
 * OpenAI's HTTP API over the router: `POST /v1/chat/completions` (JSON and streams), `GET /v1/models` and
 * `GET /v1/models/{id}`, on Express and on Fastify. It authenticates nobody: that is for a guard of the application,
 * which tells the caller by `setLlmCaller()`.
 */
@Module({ controllers: [ChatCompletionsController, ModelsController] })
export class LlmHttpModule {
  static forRoot({ imports = [] }: LlmHttpModuleOptions = {}): DynamicModule {
    return { module: LlmHttpModule, imports };
  }
}
