import type { HttpException } from '@nestjs/common';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';

export interface WireError {
  readonly status: number;
  readonly body: object;
}

/** How one vendor's API writes failures. */
export interface ErrorDialect {
  routerError(error: LlmRouterError): WireError;
  /** An exception of Nest's. */
  httpException(exception: HttpException): WireError;
  /** A refusal of the platform's, e.g. of its body parser. */
  httpError(status: number, message: string, cause: unknown): WireError;
}
