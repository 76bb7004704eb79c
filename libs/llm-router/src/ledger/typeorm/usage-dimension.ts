import { InvalidRequestError } from '../../contracts/errors/request-errors.js';
import type { LlmAttempt } from './llm-attempt.entity.js';
import type { LlmRequest } from './llm-request.entity.js';

/** Where a value stands: in the row of the try, of its call, or of both. */
export interface ValueSource {
  readonly attempt?: keyof LlmAttempt;
  readonly request?: keyof LlmRequest;
}

/** The dimensions that are columns. `model` and `provider` of a call are those that answered. */
export const COLUMN_DIMENSIONS = {
  model: { attempt: 'model', request: 'servedModel' },
  provider: { attempt: 'provider', request: 'provider' },
  kind: { attempt: 'kind' },
  region: { attempt: 'region' },
  credential: { attempt: 'credential' },
  release: { attempt: 'release' },
  service_tier: { attempt: 'serviceTier' },
  requested_model: { request: 'requestedModel' },
  key: { request: 'keyId' },
  tenant: { request: 'tenant' },
  team: { request: 'team' },
  user: { request: 'userId' },
  door: { request: 'door' },
  operation: { request: 'operation' },
  status: { request: 'status' },
  cache: { request: 'cacheState' },
  task: { request: 'task' },
  rule: { request: 'rule' },
  rung: { request: 'rung' },
} as const satisfies Record<string, ValueSource>;

export type ColumnDimension = keyof typeof COLUMN_DIMENSIONS;

/**
 * What usage can be grouped by. Money and tokens are those of a call's tries, calls are counted by themselves: `model`
 * and `provider` are who was tried, and for the number of calls who answered. `kind`, `region`, `credential`, `release`
 * and `service_tier` are of tries only. `tag`: each `name=value` that a call carries, so that a call counts under every
 * one of its tags, and under null where it has none. `tag:<name>`: the value of that tag. Empty texts count as none.
 */
export type UsageDimension = ColumnDimension | 'tag' | `tag:${string}`;

/** All that have a name of their own; `tag:<name>` comes on top. */
export const USAGE_DIMENSIONS: readonly UsageDimension[] = [
  ...(Object.keys(COLUMN_DIMENSIONS) as ColumnDimension[]),
  'tag',
];

/** A dimension, in SQL. */
export interface CompiledDimension {
  readonly name: UsageDimension;
  /** Its value for a row of `attempt`, which may be joined with `request` and `tag`. */
  readonly ofAttempt: string;
  /** Its value for a row of `request`; left out where a call as such has none. */
  readonly ofRequest?: string;
  /** Whether `ofAttempt` needs the row of the call. */
  readonly needsRequest: boolean;
  /** Whether a row counts once for each `tag` that it is joined with. */
  readonly eachTag?: true;
}

/** Rollups cannot hold null in their key, so that an empty text is none everywhere. */
export const orNone = (expression: string) => `NULLIF(${expression}, '')`;

/** A tag as rollups and reports know it: `name=value`, with `=` and `%` of the name escaped, so that it ends at the first `=`. */
export function tagOf(name: string, value: string): string {
  return tagPrefix(name) + value;
}

/** What all tags of this name begin with. */
export function tagPrefix(name: string): string {
  return `${name.replaceAll('%', '%25').replaceAll('=', '%3D')}=`;
}

/** A tag as people write it. */
export function shownTag(tag: string): string {
  const end = tag.indexOf('=');
  const name = tag.slice(0, end).replaceAll('%3D', '=').replaceAll('%25', '%');
  return name + tag.slice(end);
}

/**
 * `each` names the database's function that lists the pairs of a JSON object, `bind` takes a value and gives the
 * parameter that stands for it. Throws an `InvalidRequestError` that names what is legal.
 */
export function compileDimension(
  name: UsageDimension,
  each: string,
  bind: (value: unknown) => string,
  field = 'groupBy',
): CompiledDimension {
  if (isColumnDimension(name)) return compileColumn(name, COLUMN_DIMENSIONS[name]);
  if (name === 'tag') return { ...ofCall(name, TAG), eachTag: true };
  if (name.startsWith('tag:') && name.length > 'tag:'.length) {
    const tagName = bind(name.slice('tag:'.length));
    return ofCall(
      name,
      `(SELECT ${orNone('own.value')} FROM ${each}(request."tags") AS own WHERE own.key = ${tagName})`,
    );
  }
  const legal = [...USAGE_DIMENSIONS, 'tag:<name>'];
  throw new InvalidRequestError(
    `${JSON.stringify(name)} is not a dimension of usage. Legal: ${legal.join(', ')}.`,
    field,
  );
}

/** `tagOf`, of the joined pair `tag`. */
export const TAG = `replace(replace(tag.key, '%', '%25'), '=', '%3D') || '=' || tag.value`;

export function isColumnDimension(name: string): name is ColumnDimension {
  return Object.hasOwn(COLUMN_DIMENSIONS, name);
}

function compileColumn(name: ColumnDimension, source: ValueSource): CompiledDimension {
  const attempt = source.attempt && orNone(`attempt."${snakeCase(source.attempt)}"`);
  const request = source.request && orNone(`request."${snakeCase(source.request)}"`);
  return {
    name,
    ofAttempt: attempt ?? request ?? 'NULL',
    ofRequest: request,
    needsRequest: attempt === undefined,
  };
}

function ofCall(name: UsageDimension, expression: string): CompiledDimension {
  return { name, ofAttempt: expression, ofRequest: expression, needsRequest: true };
}

/** Columns are named after their properties. */
function snakeCase(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
