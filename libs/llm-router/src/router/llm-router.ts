import { Injectable } from '@nestjs/common';
import {
  languageModel,
  type LanguageModelOptions,
  type RoutedLanguageModel,
} from '../ai-sdk/language-model.js';
import { CallRouter } from '../pipeline/call-router.js';

/** The router as applications inject it: everything of `CallRouter`, and the doors for other libraries in process. */
@Injectable()
export class LlmRouter extends CallRouter {
  /**
   * A language model of the AI SDK, for `generateText`, `streamText`, agents and structured output. `model` is whatever
   * the router knows by name, e.g. `tier:cheap`. See `languageModel()`.
   */
  languageModel<Version extends 'v3' | 'v4' = 'v4'>(
    model: string,
    options: LanguageModelOptions<Version> = {},
  ): RoutedLanguageModel<Version> {
    return languageModel(this, model, options);
  }
}
