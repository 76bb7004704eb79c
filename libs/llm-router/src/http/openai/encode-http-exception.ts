import type { HttpException } from '@nestjs/common';
import { saysInvalidJson } from '../invalid-json.js';
import { errorType, type OpenAiError } from './openai-error.js';

const CODES: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'request_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limit_exceeded',
};

/** An exception of Nest's. One that carries a body of its own making, like Terminus's, keeps it. */
export function encodeHttpException(exception: HttpException): object {
  const body = exception.getResponse();
  if (typeof body === 'object' && !('message' in body)) return body;
  const message =
    typeof body === 'object' && Array.isArray(body.message)
      ? body.message.join('; ')
      : exception.message;
  return { error: encodeHttpError(exception.getStatus(), message, exception.cause) };
}

/** A refusal of the platform's, e.g. of its body parser. */
export function encodeHttpError(status: number, message: string, cause: unknown): OpenAiError {
  const invalidJson = saysInvalidJson(status, cause);
  return {
    message: invalidJson ? `The request body is not valid JSON: ${message}` : message,
    type: errorType(status),
    param: null,
    code: invalidJson ? 'invalid_json' : (CODES[status] ?? null),
  };
}
