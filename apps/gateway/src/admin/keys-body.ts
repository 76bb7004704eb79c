import type { Duration, NewKey } from 'nestjs-llm-router';
import { z } from 'zod';
import { readInput } from './read-input.js';

const LIMIT = 'a whole number from 1 to 500';

const text = z.string('a text');
const instant = z.iso.datetime({ offset: true, error: 'a time, e.g. 2027-01-31T00:00:00Z' });

const creation = z.strictObject({
  id: text.optional(),
  name: text.optional(),
  // The service says what is wrong with it, and where.
  scope: z.unknown().optional(),
  expiresAt: instant.nullish(),
});
const rotation = z.strictObject({
  overlap: z.union([text, z.number()], 'a duration, e.g. 1h').optional(),
});
const expiry = z.strictObject({ at: instant.nullable() });
const query = z.strictObject({
  tenant: text.optional(),
  after: text.optional(),
  limit: z.coerce.number(LIMIT).int(LIMIT).min(1, LIMIT).max(500, LIMIT).default(100),
});

/** Each throws an `InvalidRequestError` that names the field. */
export function readCreation(body: unknown): NewKey {
  const { id, name, scope, expiresAt } = readInput(creation, body);
  return {
    id,
    name,
    scope: scope ?? {},
    expiresAt: expiresAt == null ? undefined : new Date(expiresAt),
  };
}

export function readRotation(body: unknown): Duration | undefined {
  return readInput(rotation, body).overlap as Duration | undefined;
}

export function readExpiry(body: unknown): Date | null {
  const { at } = readInput(expiry, body);
  return at === null ? null : new Date(at);
}

export function readKeyQuery(value: unknown): z.output<typeof query> {
  return readInput(query, value, { kind: 'parameter' });
}
