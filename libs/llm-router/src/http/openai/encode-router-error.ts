import type { LlmRouterError } from '../../contracts/errors/llm-router-error.js';
import { errorType, type OpenAiError } from './openai-error.js';

/** An error of the router's in OpenAI's words. */
export function encodeRouterError(error: LlmRouterError): OpenAiError {
  const { code, httpStatus, message, param, retryAfterMs } = error;
  // A quota that time does not refill is spent.
  const spent = code === 'quota_exceeded' && retryAfterMs === undefined;
  return {
    message,
    type: spent ? 'insufficient_quota' : errorType(httpStatus),
    param: param ?? null,
    code,
  };
}
