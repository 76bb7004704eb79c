import type { ErrorDialect } from '../error-dialect.js';
import { encodeHttpError, encodeHttpException } from './encode-http-exception.js';
import { encodeRouterError } from './encode-router-error.js';

/** OpenAI's errors. */
export const openAiErrors: ErrorDialect = {
  routerError: (error) => ({
    status: error.httpStatus,
    body: { error: encodeRouterError(error) },
  }),
  httpException: (exception) => ({
    status: exception.getStatus(),
    body: encodeHttpException(exception),
  }),
  httpError: (status, message, cause) => ({
    status,
    body: { error: encodeHttpError(status, message, cause) },
  }),
};
