import { LlmRouterError } from './llm-router-error.js';

/** The store of the budgets does not answer, so nobody knows whether there is room for this call. */
export class BudgetsUnavailableError extends LlmRouterError {
  constructor(cause: unknown) {
    super('The budgets cannot be read right now. Try again in a moment.', {
      code: 'budgets_unavailable',
      httpStatus: 503,
      retryAfterMs: 1_000,
      cause,
    });
  }
}
