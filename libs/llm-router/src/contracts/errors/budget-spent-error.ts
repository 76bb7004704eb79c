import { LlmRouterError } from './llm-router-error.js';

/** A budget has no room for this call. */
export class BudgetSpentError extends LlmRouterError {
  constructor(
    message: string,
    /** When the budget begins anew; left out: it does not. */
    retryAfterMs?: number,
    /** A model, tier or alias that the call may be answered by instead. */
    readonly downTo?: string,
  ) {
    super(message, {
      code: 'insufficient_quota',
      httpStatus: 429,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
}
