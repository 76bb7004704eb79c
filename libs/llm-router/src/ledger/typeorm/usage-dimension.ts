import { InvalidRequestError } from '../../contracts/errors/request-errors.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The columns behind the dimensions that are one. `model` is the model that answered. */
const COLUMNS = {
  model: 'served_model',
  provider: 'provider',
  requested_model: 'requested_model',
  key: 'key_id',
  tenant: 'tenant',
  user: 'user_id',
  door: 'door',
  status: 'status',
  cache: 'cache_state',
  task: 'task',
  rule: 'rule',
  rung: 'rung',
} as const;

const PERIODS = { day: DAY_MS, hour: HOUR_MS } as const;

/**
 * What usage can be grouped by. `day` and `hour` are in UTC. `tag`: each `name=value` that a call carries, so that a
 * call counts under every one of its tags, and under null where it has none. `tag:<name>`: the value of that tag.
 */
export type UsageDimension = keyof typeof COLUMNS | keyof typeof PERIODS | 'tag' | `tag:${string}`;

/** A dimension, in SQL over the table's alias `request`. */
export interface CompiledDimension {
  readonly name: UsageDimension;
  readonly expression: string;
  /** The value of the parameter that the expression uses under this name, where it uses one. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The value as it is shown. */
  readonly show: (value: unknown) => string | null;
}

const asText = (value: unknown) => value as string | null;

/** `each` names the database's function that lists the pairs of a JSON object. Throws an `InvalidRequestError` that names what is legal. */
export function compileDimension(
  name: UsageDimension,
  index: number,
  each: string,
): CompiledDimension {
  if (Object.hasOwn(COLUMNS, name)) {
    const column = COLUMNS[name as keyof typeof COLUMNS];
    return { name, expression: `request."${column}"`, parameters: {}, show: asText };
  }
  if (Object.hasOwn(PERIODS, name)) {
    const period = PERIODS[name as keyof typeof PERIODS];
    const show = (value: unknown) => showPeriod(Number(value) * period, period);
    return { name, expression: `request."started_at" / ${period}`, parameters: {}, show };
  }
  if (name === 'tag') {
    return { name, expression: `tag.key || '=' || tag.value`, parameters: {}, show: asText };
  }
  if (name.startsWith('tag:') && name.length > 'tag:'.length) {
    const parameter = `tag${index}`;
    return {
      name,
      expression: `(SELECT own.value FROM ${each}(request."tags") AS own WHERE own.key = :${parameter})`,
      parameters: { [parameter]: name.slice('tag:'.length) },
      show: asText,
    };
  }
  const legal = [...Object.keys(COLUMNS), ...Object.keys(PERIODS), 'tag', 'tag:<name>'];
  throw new InvalidRequestError(
    `${JSON.stringify(name)} is not a dimension of usage. Legal: ${legal.join(', ')}.`,
    'groupBy',
  );
}

/** `2026-11-22` for a day, `2026-11-22T14:00Z` for an hour. */
function showPeriod(startsAt: number, period: number): string {
  const iso = new Date(startsAt).toISOString();
  return period === DAY_MS ? iso.slice(0, 10) : `${iso.slice(0, 16)}Z`;
}
