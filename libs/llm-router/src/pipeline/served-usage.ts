import type { CallSettled } from '../contracts/router-event.js';
import { addUsage, NO_USAGE, type TokenUsage } from '../contracts/token-usage.js';
import { answeringAttempts } from '../observability/explain.stage.js';

/** Tokens of the tries that the answer consists of: what else was paid for is no part of the reply. */
export function servedUsage({ attempts, servedModel }: CallSettled): TokenUsage {
  return answeringAttempts(attempts, servedModel).reduce(
    (sum, it) => addUsage(sum, it.usage),
    NO_USAGE,
  );
}
