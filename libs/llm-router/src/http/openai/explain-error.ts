import { asRouterError } from '../as-router-error.js';
import { encodeRouterError } from './encode-router-error.js';
import type { OpenAiError } from './openai-error.js';

/** Any failure in OpenAI's form. */
export function explainError(failure: unknown): OpenAiError {
  return encodeRouterError(asRouterError(failure));
}
