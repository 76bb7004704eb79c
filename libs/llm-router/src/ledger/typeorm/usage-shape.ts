import { InvalidRequestError } from '../../contracts/errors/request-errors.js';
import type { SqlParameters } from './sql-parameters.js';
import { checkBucket, type TimeBucket } from './time-bucket.js';
import { compileDimension, type UsageDimension } from './usage-dimension.js';
import type { CompiledFilter, LedgerSql, UsageShape } from './usage-parts.js';

/** The values that calls may have of each dimension; null: they have none. All dimensions that are named must fit. */
export type UsageFilter = {
  readonly [D in Exclude<UsageDimension, 'tag'>]?: string | null | readonly (string | null)[];
};

interface ShapeQuery {
  readonly groupBy?: readonly UsageDimension[];
  readonly bucket?: TimeBucket;
  readonly filter?: UsageFilter;
}

/** Throws an `InvalidRequestError` for more than four dimensions, or one or a span of time that does not exist. */
export function compileShape(
  { groupBy = [], bucket, filter = {} }: ShapeQuery,
  sql: LedgerSql,
  parameters: SqlParameters,
): UsageShape {
  if (groupBy.length > 4) {
    throw new InvalidRequestError(
      `Name up to 4 dimensions; there are ${groupBy.length}.`,
      'groupBy',
    );
  }
  checkBucket(bucket);
  const dimensions = groupBy.map((name) =>
    compileDimension(name, sql.dialect.each, parameters.bind),
  );
  const filters = compileFilter(filter, sql, parameters);
  return { dimensions, filters, ...(bucket === undefined ? {} : { bucket }) };
}

/** Throws an `InvalidRequestError` for a dimension that does not exist. */
export function compileFilter(
  filter: UsageFilter,
  { dialect }: LedgerSql,
  { bind }: SqlParameters,
): CompiledFilter[] {
  return Object.entries(filter)
    .filter(([, values]) => values !== undefined)
    .map(([name, values]) => {
      if (name === 'tag') {
        throw new InvalidRequestError('Filter by `tag:<name>`, not by `tag`.', 'filter');
      }
      return {
        dimension: compileDimension(name as UsageDimension, dialect.each, bind, 'filter'),
        condition: (value: string) => isOneOf(value, [values ?? null].flat(), bind),
      };
    });
}

function isOneOf(
  expression: string,
  values: readonly (string | null)[],
  bind: (value: unknown) => string,
): string {
  const texts = values.filter((value) => value !== null && value !== '');
  const conditions = [
    ...(texts.length > 0 ? [`${expression} IN (${texts.map(bind).join(', ')})`] : []),
    ...(texts.length < values.length ? [`${expression} IS NULL`] : []),
  ];
  return conditions.length > 0 ? `(${conditions.join(' OR ')})` : '1 = 0';
}
