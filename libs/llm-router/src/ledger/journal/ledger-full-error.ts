import { LlmRouterError } from '../../contracts/errors/llm-router-error.js';

/** What a call costs could not be recorded, so it is not begun: nobody was asked, and nothing was spent. */
export class LedgerFullError extends LlmRouterError {
  /** @param because what is in the way, without a path */
  constructor(because: string, retryAfterMs: number) {
    super(`The router takes no calls for now, since it cannot record them: ${because}`, {
      code: 'ledger_full',
      httpStatus: 503,
      retryAfterMs,
    });
  }
}
