import { Logger } from '@nestjs/common';
import { LlmRouterError } from '../../contracts/errors/llm-router-error.js';
import { encodeRouterError } from './encode-router-error.js';
import type { OpenAiError } from './openai-error.js';

const logger = new Logger('LlmRouter');

/** Any failure in OpenAI's form. What is not meant for callers is logged, and told to them in neutral words. */
export function explainError(failure: unknown): OpenAiError {
  const error = LlmRouterError.from(failure);
  if (error.code === 'internal') log(error.cause);
  return encodeRouterError(error);
}

function log(cause: unknown): void {
  if (cause instanceof Error) logger.error(cause.message, cause.stack);
  else logger.error(`Something was thrown that is not an error: ${String(cause)}`);
}
