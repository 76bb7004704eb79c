import { toMilliseconds } from '../contracts/duration.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { DegradeOptions, TrimOptions } from '../contracts/tier.js';

/**
 * Checks what a tier's ladder says; `look` is called for every model on it and throws for one that stands for nothing.
 * Throws a `ConfigurationError` that begins with `option`.
 */
export function checkDegrade(
  { equal, smaller, trim, staleCache, answer }: DegradeOptions,
  option: string,
  look: (name: string, option: string) => void,
): void {
  for (const [rung, names] of Object.entries({ equal, smaller })) {
    names?.forEach((name, index) => look(name, `${option}.${rung}[${index}]`));
  }
  if (trim !== undefined) checkTrim(trim, `${option}.trim`);
  if (staleCache !== undefined) {
    try {
      toMilliseconds(staleCache);
    } catch (error) {
      throw new ConfigurationError(`${option}.staleCache: ${(error as Error).message}`);
    }
  }
  if (answer !== undefined && (typeof answer !== 'string' || answer === '')) {
    throw new ConfigurationError(`${option}.answer: write the text of the answer.`);
  }
}

function checkTrim({ keepMessages, maxTokens }: TrimOptions, option: string): void {
  if (keepMessages === undefined && maxTokens === undefined) {
    throw new ConfigurationError(`${option}: name \`keepMessages\`, \`maxTokens\` or both.`);
  }
  for (const [name, limit] of Object.entries({ keepMessages, maxTokens })) {
    if (limit === undefined || (Number.isInteger(limit) && limit >= 1)) continue;
    throw new ConfigurationError(
      `${option}.${name}: ${String(limit)} is not a limit. Legal: whole numbers from 1 on.`,
    );
  }
}
