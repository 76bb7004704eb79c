import { InvalidRequestError } from '../contracts/errors/request-errors.js';

/** Far deeper than any schema that providers take, far shallower than what recursive readers can bear. */
const MAX_DEPTH = 100;

/**
 * Refuses what could hurt whoever reads the body later: nesting that overflows the stack of a recursive reader, and
 * fields called `__proto__`, which replace the prototype of whatever they are copied to.
 */
export function checkNesting(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) {
    throw new InvalidRequestError(
      `The request is nested deeper than the ${MAX_DEPTH} levels that are legal.`,
    );
  }
  if (Array.isArray(value)) {
    for (const item of value) checkNesting(item, depth + 1);
    return;
  }
  for (const key in value) {
    if (key === '__proto__') {
      throw new InvalidRequestError('A field may not be called "__proto__".');
    }
    checkNesting((value as Record<string, unknown>)[key], depth + 1);
  }
}
