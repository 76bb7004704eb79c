import type { z } from 'zod';
import { checkNesting } from './check-nesting.js';
import { invalidField } from './invalid-field.js';

/**
 * The body unchanged: only checked. Throws an `InvalidRequestError` that names the first field at fault, what it holds,
 * and what is legal there.
 */
export function parseBody<T>(body: unknown, schema: z.ZodType): T {
  checkNesting(body);
  const issue = schema.safeParse(body).error?.issues[0];
  if (issue !== undefined) throw invalidField(issue, body);
  return body as T;
}
