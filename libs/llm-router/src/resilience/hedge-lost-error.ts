import { LlmRouterError } from '../contracts/errors/llm-router-error.js';

/** A try was given up because another one, made beside it, answered first. It ends an attempt, never a call. */
export class HedgeLostError extends LlmRouterError {
  constructor(winner: string) {
    super(`${winner} answered first.`, { code: 'hedge_lost', httpStatus: 499 });
  }
}
