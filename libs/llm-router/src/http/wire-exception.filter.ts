import type { OutgoingHttpHeaders } from 'node:http';
import { type ArgumentsHost, type ExceptionFilter, HttpException } from '@nestjs/common';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { anthropicErrors } from './anthropic/anthropic-errors.js';
import { asRouterError } from './as-router-error.js';
import { decisionField } from './decision-field.js';
import type { ErrorDialect, WireError } from './error-dialect.js';
import { recordOfFailure } from './explained-failure.js';
import { openAiErrors } from './openai/openai-errors.js';
import { type PlatformResponse, sendJson } from './raw-response.js';
import { DEGRADED_HEADER } from './reply-headers.js';
import { retryHeaders } from './retry-headers.js';

/** Also under a global prefix. */
const ANTHROPIC_DOOR = /\/v1\/messages(?:[/?]|$)/;

/** Answers every exception of an HTTP request in the form of the API that was asked. */
export abstract class WireExceptionFilter implements ExceptionFilter {
  catch(exception: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw exception;
    const http = host.switchToHttp();
    const { url = '' } = http.getRequest<{ url?: string }>();
    const { status, headers, body } = answer(
      exception,
      ANTHROPIC_DOOR.test(url) ? anthropicErrors : openAiErrors,
    );
    sendJson(http.getResponse<PlatformResponse>(), status, headers, JSON.stringify(body));
  }
}

interface ErrorAnswer extends WireError {
  readonly headers: OutgoingHttpHeaders;
}

function answer(exception: unknown, dialect: ErrorDialect): ErrorAnswer {
  if (LlmRouterError.isInstance(exception)) return routerError(exception, dialect);
  if (exception instanceof HttpException) {
    return LlmRouterError.isInstance(exception.cause)
      ? routerError(exception.cause, dialect)
      : { headers: {}, ...dialect.httpException(exception) };
  }
  if (isClientError(exception)) {
    const { statusCode, message } = exception;
    return { headers: {}, ...dialect.httpError(statusCode, message, exception) };
  }
  return routerError(LlmRouterError.from(exception), dialect);
}

function routerError(error: LlmRouterError, dialect: ErrorDialect): ErrorAnswer {
  const { callId, rung } = error;
  const { status, body } = dialect.routerError(asRouterError(error));
  return {
    headers: {
      ...(callId === undefined ? {} : { 'x-request-id': callId, 'request-id': callId }),
      ...(rung === undefined ? {} : { [DEGRADED_HEADER]: rung }),
      ...retryHeaders(error),
    },
    status,
    body: { ...body, ...decisionField(recordOfFailure(error)) },
  };
}

/** Errors of body parsers, routers and other middleware that are meant for the client. */
function isClientError(value: unknown): value is { statusCode: number; message: string } {
  const { statusCode, message, expose } = (value ?? {}) as Record<string, unknown>;
  return (
    Number.isInteger(statusCode) &&
    (statusCode as number) >= 400 &&
    (statusCode as number) < 500 &&
    typeof message === 'string' &&
    expose !== false
  );
}
