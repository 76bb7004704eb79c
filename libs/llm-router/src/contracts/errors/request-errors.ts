import { LlmRouterError } from './llm-router-error.js';

/** The request cannot be understood; `param` names the field. */
export class InvalidRequestError extends LlmRouterError {
  constructor(message: string, param?: string) {
    super(message, { code: 'invalid_request', httpStatus: 400, ...(param ? { param } : {}) });
  }
}

/** The name in `model` stands for nothing here; the message lists near names. */
export class UnknownModelError extends LlmRouterError {
  constructor(
    readonly model: string,
    readonly nearNames: readonly string[],
  ) {
    const hint = nearNames.length > 0 ? ` Did you mean: ${nearNames.join(', ')}?` : '';
    super(`The model ${JSON.stringify(model.slice(0, 200))} does not exist here.${hint}`, {
      code: 'model_not_found',
      httpStatus: 404,
      param: 'model',
    });
  }
}

/** A redactor found what must not pass, and the directive says `block`. The message names the kinds, never the text. */
export class ContentBlockedError extends LlmRouterError {
  constructor(
    readonly entities: readonly string[],
    /** Where it was found: in what was to be sent to a model, or in what it answered. */
    readonly direction: 'input' | 'output' = 'input',
  ) {
    const kinds = entities.join(', ');
    super(
      direction === 'input'
        ? `The request holds data that may not be sent to a provider: ${kinds}. Remove it and try again.`
        : `The answer holds data that may not be passed on: ${kinds}.`,
      {
        code: 'content_blocked',
        httpStatus: 403,
        ...(direction === 'input' ? { param: 'messages' } : {}),
      },
    );
  }
}

/** A limit of this router is reached. */
export class QuotaExceededError extends LlmRouterError {
  constructor(message: string, retryAfterMs?: number) {
    super(message, {
      code: 'quota_exceeded',
      httpStatus: 429,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
}

/** The targets take no more calls for now, and the queue for them is full, or would take too long. */
export class OverloadedError extends LlmRouterError {
  /** @param retryAfterMs the wait as it is expected; 100 ms at least */
  constructor(message: string, retryAfterMs: number) {
    super(`${message} Try again in a moment.`, {
      code: 'router_overloaded',
      httpStatus: 503,
      retryAfterMs: Math.max(100, Math.ceil(retryAfterMs)),
    });
  }
}

/** The process is about to end and takes no new calls. */
export class ShuttingDownError extends LlmRouterError {
  constructor() {
    super('The router is shutting down. Ask again: another process may answer.', {
      code: 'shutting_down',
      httpStatus: 503,
      retryAfterMs: 1_000,
    });
  }
}

/** The caller went away, or aborted its signal. */
export class CallAbortedError extends LlmRouterError {
  constructor() {
    super('The caller aborted the call.', { code: 'aborted', httpStatus: 499 });
  }
}

/** The call's own deadline passed, whatever the providers were doing. */
export class DeadlineExceededError extends LlmRouterError {
  constructor(readonly timeoutMs: number) {
    super(`The call did not finish within its ${timeoutMs} ms.`, {
      code: 'deadline_exceeded',
      httpStatus: 504,
    });
  }
}
