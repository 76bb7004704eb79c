import { Logger } from '@nestjs/common';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';

const logger = new Logger('LlmRouter');

/** Any failure as one of the router's. What is not meant for callers is logged, and told to them in neutral words. */
export function asRouterError(failure: unknown): LlmRouterError {
  const error = LlmRouterError.from(failure);
  if (error.code === 'internal') log(error.cause);
  return error;
}

function log(cause: unknown): void {
  if (cause instanceof Error) logger.error(cause.message, cause.stack);
  else logger.error(`Something was thrown that is not an error: ${String(cause)}`);
}
