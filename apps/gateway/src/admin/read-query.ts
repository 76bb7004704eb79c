import { InvalidRequestError } from 'nestjs-llm-router';
import { z } from 'zod';

/** Parameters of several lists. */
export const text = z.string('a text, once').min(1, 'a text that is not empty');
export const limit = z
  .string('a number, once')
  .regex(/^([1-9]\d{0,2}|1000)$/, 'a whole number from 1 to 1000')
  .transform(Number);

/** What a query says by this schema. Throws an `InvalidRequestError` that names the parameter and what is legal. */
export function readQuery<T extends z.ZodObject>(schema: T, query: unknown): z.output<T> {
  const { data, error } = schema.safeParse(query ?? {});
  if (data !== undefined) return data;
  const issue = error?.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    const legal = Object.keys(schema.shape).join(', ');
    throw new InvalidRequestError(
      `There is no parameter ${JSON.stringify(name.slice(0, 100))}. Legal: ${legal}.`,
      name,
    );
  }
  const name = String(issue?.path[0]);
  throw new InvalidRequestError(`${name} is not legal. Legal: ${issue?.message}.`, name);
}
