import { LlmRouterError } from './llm-router-error.js';

/** The options are wrong; thrown at boot only. The message names the option, the value and what is legal. */
export class ConfigurationError extends LlmRouterError {
  constructor(message: string) {
    super(message, { code: 'configuration', httpStatus: 500 });
  }
}
