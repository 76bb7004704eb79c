import type { OutgoingHttpHeaders } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { LlmRouterError } from '../../contracts/errors/llm-router-error.js';
import { type PlatformResponse, sendJson } from '../raw-response.js';
import { encodeHttpError, encodeHttpException } from './encode-http-exception.js';
import { retryHeaders } from './encode-router-error.js';
import { explainError } from './explain-error.js';

interface ErrorAnswer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body: object;
}

/**
 * Answers every exception of an HTTP request in OpenAI's form, `{ "error": { message, type, param, code } }`, on Express
 * and on Fastify. The doors under `v1` have it; bind it globally (`app.useGlobalFilters(new OpenAiExceptionFilter())`)
 * so that unknown routes, malformed JSON and guards answer so too. An exception that is not meant for callers becomes
 * a neutral 500 and is logged.
 */
@Catch()
export class OpenAiExceptionFilter implements ExceptionFilter {
  catch(exception: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw exception;
    const { status, headers = {}, body } = this.answer(exception);
    sendJson(
      host.switchToHttp().getResponse<PlatformResponse>(),
      status,
      headers,
      JSON.stringify(body),
    );
  }

  private answer(exception: unknown): ErrorAnswer {
    if (LlmRouterError.isInstance(exception)) return this.routerError(exception);
    if (exception instanceof HttpException) {
      if (LlmRouterError.isInstance(exception.cause)) return this.routerError(exception.cause);
      return { status: exception.getStatus(), body: encodeHttpException(exception) };
    }
    if (isClientError(exception)) {
      const { statusCode, message } = exception;
      return {
        status: statusCode,
        body: { error: encodeHttpError(statusCode, message, exception) },
      };
    }
    return this.routerError(LlmRouterError.from(exception));
  }

  private routerError(error: LlmRouterError): ErrorAnswer {
    return {
      status: error.httpStatus,
      headers: {
        ...(error.callId === undefined ? {} : { 'x-request-id': error.callId }),
        ...retryHeaders(error),
      },
      body: { error: explainError(error) },
    };
  }
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
