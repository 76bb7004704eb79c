import type { AuditQuery } from 'nestjs-llm-router/typeorm';
import { z } from 'zod';
import { limit, text, time } from './list-parameters.js';
import { readInput } from './read-input.js';

const parameters = z.strictObject({
  kind: text.optional(),
  actor: text.optional(),
  subject: text.optional(),
  from: time.optional(),
  to: time.optional(),
  before: z
    .string('a number, once')
    .regex(/^[1-9]\d{0,14}$/, 'the sequence number of an entry')
    .transform(Number)
    .optional(),
  limit: limit.default(100),
});

/** Reads the filters of a list of entries. Throws an `InvalidRequestError` that names the parameter and what is legal. */
export function readAuditQuery(query: unknown): AuditQuery & { readonly limit: number } {
  return readInput(parameters, query, { kind: 'parameter' });
}
