import type { BudgetsQuery } from 'nestjs-llm-router';
import { z } from 'zod';
import { limit } from './list-parameters.js';
import { readInput } from './read-input.js';

const parameters = z.strictObject({
  subject: z.string('a text, once').optional(),
  tenant: z.string('a text, once').optional(),
  limit: limit.default(100),
});

/** Throws an `InvalidRequestError` that names the parameter and what is legal. */
export function readBudgetsQuery(query: unknown): BudgetsQuery {
  return readInput(parameters, query, { kind: 'parameter' });
}
