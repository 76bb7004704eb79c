import { type Duration, InvalidRequestError, type NewKey } from 'nestjs-llm-router';
import { z } from 'zod';

const text = z.string('must be a text');
const instant = z.iso.datetime({ offset: true, error: 'must be e.g. "2027-01-31T00:00:00Z"' });

const creation = z.strictObject({
  id: text.optional(),
  name: text.optional(),
  // The service says what is wrong with it, and where.
  scope: z.unknown().optional(),
  expiresAt: instant.nullish(),
});
const rotation = z.strictObject({ overlap: z.union([text, z.number()]).optional() });
const expiry = z.strictObject({ at: instant.nullable() });
const query = z.strictObject({
  tenant: text.optional(),
  after: text.optional(),
  limit: z.coerce.number('must be a number from 1 to 500').int().min(1).max(500).default(100),
});

/** Each throws an `InvalidRequestError` that names the field. */
export function readCreation(body: unknown): NewKey {
  const { id, name, scope, expiresAt } = read(creation, body);
  return {
    id,
    name,
    scope: scope ?? {},
    expiresAt: expiresAt == null ? undefined : new Date(expiresAt),
  };
}

export function readRotation(body: unknown): Duration | undefined {
  return read(rotation, body).overlap as Duration | undefined;
}

export function readExpiry(body: unknown): Date | null {
  const { at } = read(expiry, body);
  return at === null ? null : new Date(at);
}

export function readKeyQuery(value: unknown): z.output<typeof query> {
  return read(query, value);
}

function read<T extends z.ZodObject>(schema: T, value: unknown): z.output<T> {
  const { data, error } = schema.safeParse(value ?? {});
  if (data !== undefined) return data;
  const issue = error?.issues[0];
  const legal = Object.keys(schema.shape).join(', ');
  if (issue?.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    throw new InvalidRequestError(
      `There is no field ${JSON.stringify(name.slice(0, 100))}. Legal: ${legal}.`,
      name,
    );
  }
  const place = issue?.path.join('.') ?? '';
  throw new InvalidRequestError(
    place === '' ? `An object is needed. Legal: ${legal}.` : `${place}: ${issue?.message}.`,
    place || undefined,
  );
}
