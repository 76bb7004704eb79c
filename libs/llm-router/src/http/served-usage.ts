import type { CallSettled } from '../contracts/router-event.js';
import type { TokenUsage } from '../contracts/token-usage.js';

/** Tokens of the try that answered: what failed before it was paid for, but is not part of the reply. */
export function servedUsage({ attempts, usage }: CallSettled): TokenUsage {
  return attempts.at(-1)?.usage ?? usage;
}
