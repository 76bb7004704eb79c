import { type DynamicModule, Module } from '@nestjs/common';
import { MessagesController } from './anthropic/messages.controller.js';
import { IdempotentAnswers } from './idempotency/idempotent-answers.js';
import { SealedAnswers } from './idempotency/sealed-answers.js';
import { LLM_HTTP_OPTIONS, type LlmHttpModuleOptions } from './llm-http-options.js';
import { ChatCompletionsController } from './openai/chat-completions.controller.js';
import { EmbeddingsController } from './openai/embeddings.controller.js';
import { ModelsController } from './openai/models.controller.js';
import { Reception } from './reception.js';
import { ResponsesController } from './responses/responses.controller.js';

/**
 * The vendors' HTTP APIs over the router, on Express and on Fastify. OpenAI's: `POST /v1/chat/completions`,
 * `POST /v1/responses` (JSON and streams), `GET` and `DELETE /v1/responses/{id}`, `POST /v1/embeddings`,
 * `GET /v1/models` and `GET /v1/models/{id}`. Anthropic's: `POST /v1/messages` (JSON and streams) and
 * `POST /v1/messages/count_tokens`. They authenticate nobody: that is for a guard of the application, which tells the
 * caller by `setLlmCaller()`.
 */
@Module({
  controllers: [
    ChatCompletionsController,
    EmbeddingsController,
    ModelsController,
    ResponsesController,
    MessagesController,
  ],
  providers: [Reception, IdempotentAnswers, SealedAnswers],
})
export class LlmHttpModule {
  static forRoot(options: LlmHttpModuleOptions = {}): DynamicModule {
    return {
      module: LlmHttpModule,
      imports: options.imports ?? [],
      providers: [{ provide: LLM_HTTP_OPTIONS, useValue: options }],
    };
  }
}
