import { InvalidRequestError } from 'nestjs-llm-router';
import { z } from 'zod';

const MOST_SHOWN = 100;

interface InputWords {
  /** What a name stands for. Default `field`. */
  readonly kind?: 'field' | 'parameter';
  /** Names that are legal beside those of the schema. */
  readonly also?: readonly string[];
}

/**
 * What is sent, as a schema has it whose messages say what is legal. Throws an `InvalidRequestError` that names the place, and
 * what is legal there.
 */
export function readInput<T extends z.ZodObject>(
  schema: T,
  input: unknown,
  { kind = 'field', also = [] }: InputWords = {},
): z.output<T> {
  const { data, error } = schema.safeParse(input ?? {});
  if (data !== undefined) return data;
  const [issue] = error!.issues;
  const { path = [], message } = issue ?? {};
  const place = path.join('.');
  if (issue?.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    const where = place === '' ? '' : ` in ${place}`;
    const legal = [...namesAt(schema, path), ...(place === '' ? also : [])].join(', ');
    throw new InvalidRequestError(
      `There is no ${kind} ${shown(name)}${where}. Legal: ${legal}.`,
      name,
    );
  }
  if (place === '') {
    const legal = [...namesAt(schema, []), ...also].join(', ');
    throw new InvalidRequestError(`An object is needed. Legal: ${legal}.`);
  }
  const value = valueAt(input, path);
  const wrong = value === undefined ? ' is missing' : `: ${shown(value)} is not legal`;
  throw new InvalidRequestError(`${place}${wrong}. Legal: ${message}.`, place);
}

type Path = readonly PropertyKey[];

/** The fields of the object that a schema has at this place. */
function namesAt(schema: z.ZodType, path: Path): readonly string[] {
  let at: unknown = schema;
  for (const name of path) {
    if (at instanceof z.ZodObject) at = at.shape[name as string];
    else if (at instanceof z.ZodArray) at = at.element;
    while (at instanceof z.ZodOptional) at = at.unwrap();
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, name) => (at as Record<PropertyKey, unknown>)?.[name], input);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
