import { InvalidRequestError } from 'nestjs-llm-router';
import type { RequestQuery, UsageDimension, UsageQuery } from 'nestjs-llm-router/typeorm';
import { z } from 'zod';

const STATUSES = ['succeeded', 'failed', 'timed_out', 'aborted', 'interrupted'] as const;
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

const text = z.string('a text, once').min(1, 'a text that is not empty');

const time = z
  .string('a time, once')
  .refine((value) => ISO.test(value) && !Number.isNaN(Date.parse(value)), {
    error: 'an ISO 8601 date or time, e.g. 2026-11-22 or 2026-11-22T14:00:00Z',
  })
  .transform((value) => new Date(value));

const limit = z
  .string('a number, once')
  .regex(/^([1-9]\d{0,2}|1000)$/, 'a whole number from 1 to 1000')
  .transform(Number);

const requestParameters = z.strictObject({
  from: time.optional(),
  to: time.optional(),
  keyId: text.optional(),
  model: text.optional(),
  status: z.enum(STATUSES, { error: `one of ${STATUSES.join(', ')}` }).optional(),
  tag: z
    .string('one tag')
    .regex(/^[^=]+=./, 'name=value')
    .optional(),
  limit: limit.default(100),
  before: text.optional(),
});

const usageParameters = z.strictObject({
  groupBy: text.default('model'),
  from: time.optional(),
  to: time.optional(),
});

/** Reads the filters of a list of calls. Throws an `InvalidRequestError` that names the parameter and what is legal. */
export function readRequestQuery(query: unknown): RequestQuery & { readonly limit: number } {
  return read(requestParameters, query);
}

/** As above, of a sum. The ledger itself checks the dimensions. */
export function readUsageQuery(query: unknown): UsageQuery {
  const { groupBy, ...period } = read(usageParameters, query);
  return { ...period, groupBy: groupBy.split(',').map((it) => it.trim() as UsageDimension) };
}

function read<T extends z.ZodObject>(schema: T, query: unknown): z.output<T> {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    const legal = Object.keys(schema.shape).join(', ');
    throw new InvalidRequestError(
      `There is no parameter ${JSON.stringify(name)}. Legal: ${legal}.`,
      name,
    );
  }
  const name = String(issue?.path[0]);
  const value = JSON.stringify((query as Record<string, unknown>)[name]);
  throw new InvalidRequestError(`${name}=${value} is not legal. Legal: ${issue?.message}.`, name);
}
