import { LlmRouterError } from '../contracts/errors/llm-router-error.js';

const SHOWN_NAMES = 20;

/** The key that a request was sent with opens nothing. */
export class InvalidKeyError extends LlmRouterError {
  constructor(message: string) {
    super(message, { code: 'invalid_api_key', httpStatus: 401 });
  }
}

/** The key is valid, but lacks a right. */
export class PermissionDeniedError extends LlmRouterError {
  constructor(message: string) {
    super(message, { code: 'permission_denied', httpStatus: 403 });
  }
}

/** The caller's key may not use the model, tier or alias that the call names; the message lists what it may. */
export class ModelNotAllowedError extends LlmRouterError {
  constructor(
    readonly model: string,
    readonly allowedModels: readonly string[],
  ) {
    const more = allowedModels.length - SHOWN_NAMES;
    const names = allowedModels.slice(0, SHOWN_NAMES).join(', ');
    super(
      `This key may not use ${JSON.stringify(model.slice(0, 200))}. Allowed: ${names}${more > 0 ? `, and ${more} more` : ''}.`,
      { code: 'model_not_allowed', httpStatus: 403, param: 'model' },
    );
  }
}

/** There is no such key, or it is another tenant's. */
export class UnknownKeyError extends LlmRouterError {
  constructor(id: string) {
    super(`There is no key with the id ${JSON.stringify(id.slice(0, 200))}.`, {
      code: 'key_not_found',
      httpStatus: 404,
      param: 'id',
    });
  }
}

/** What was asked of a key does not fit with what it is now. */
export class KeyConflictError extends LlmRouterError {
  constructor(message: string) {
    super(message, { code: 'key_conflict', httpStatus: 409 });
  }
}

/** Where the keys are kept does not answer, and this one is not known here. */
export class KeysUnavailableError extends LlmRouterError {
  constructor(cause: unknown) {
    super('Keys cannot be looked up at the moment. Try again in a moment.', {
      code: 'keys_unavailable',
      httpStatus: 503,
      retryAfterMs: 1_000,
      cause,
    });
  }
}
