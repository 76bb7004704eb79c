import type { LedgerDialect } from './ledger-dialect.js';
import { bucketExpression, type TimeBucket } from './time-bucket.js';
import { DAY_MS, type EpochRange, HOUR_MS } from './time-range.js';
import type { CompiledDimension, UsageDimension } from './usage-dimension.js';
import { MEASURE_NAMES, MEASURES } from './usage-measures.js';

/** Where the ledger stands, as SQL names it. */
export interface LedgerSql {
  readonly dialect: LedgerDialect;
  readonly tables: Readonly<Record<'requests' | 'attempts' | 'hours' | 'days', string>>;
}

/** Calls that have one of these values; null: that have none. */
export interface CompiledFilter {
  readonly dimension: CompiledDimension;
  readonly condition: (expression: string) => string;
}

/** What is added up, and by what. Its parts are SELECTs with the columns `d0`, `d1`, …, `bucket`, and one for each measure. */
export interface UsageShape {
  readonly dimensions: readonly CompiledDimension[];
  readonly filters: readonly CompiledFilter[];
  readonly bucket?: TimeBucket;
}

/** Dimensions that a question is about, each once. */
export function dimensionsOf({ dimensions, filters }: UsageShape): UsageDimension[] {
  return [
    ...new Set([...dimensions, ...filters.map((it) => it.dimension)].map(({ name }) => name)),
  ];
}

/** Whether calls can be counted: none has e.g. a region of its own. */
export function countsRequests({ dimensions, filters }: UsageShape): boolean {
  return [...dimensions, ...filters.map((it) => it.dimension)].every(
    ({ ofRequest }) => ofRequest !== undefined,
  );
}

/** The rows themselves: tries bring money and tokens, calls their number, where that is wanted. */
export function rowParts(
  shape: UsageShape,
  range: EpochRange,
  { dialect, tables }: LedgerSql,
  withRequests = countsRequests(shape),
): string[] {
  const all = [...shape.dimensions, ...shape.filters.map((it) => it.dimension)];
  const tags = shape.dimensions.some(({ eachTag }) => eachTag)
    ? `LEFT JOIN ${dialect.each}(request."tags") AS tag ON true`
    : '';
  const call = all.some(({ needsRequest }) => needsRequest)
    ? `LEFT JOIN ${tables.requests} AS request ON request."id" = attempt."request_id"`
    : '';
  const attempts = select(
    shape,
    (it) => it.ofAttempt,
    startedAt('attempt', shape, dialect),
    (name) => MEASURES[name].ofAttempt,
    `${tables.attempts} AS attempt ${call} ${tags}`,
    during('attempt."started_at"', range),
  );
  if (!withRequests) return [attempts];
  const requests = select(
    shape,
    (it) => it.ofRequest ?? 'NULL',
    startedAt('request', shape, dialect),
    (name) => (name === 'requests' ? '1' : '0'),
    `${tables.requests} AS request ${tags}`,
    during('request."started_at"', range),
  );
  return [attempts, requests];
}

/** A rollup, over whole periods of its own. */
export interface RollupSlice {
  readonly table: 'hours' | 'days';
  readonly range: EpochRange;
  /** The dimension that is read, and a condition on its values. */
  readonly dimension: string;
  readonly only?: (value: string) => string;
  /** The value that reports show, in SQL over that of the rollup. */
  readonly shown: (value: string) => string;
  /** Taken away from the other parts, not added to them. */
  readonly minus?: true;
}

export function rollupPart(
  shape: UsageShape,
  slice: RollupSlice,
  { dialect, tables }: LedgerSql,
  bind: (value: unknown) => string,
): string {
  const period = slice.table === 'hours' ? HOUR_MS : DAY_MS;
  const time = slice.table === 'hours' ? 'rollup."hour"' : 'rollup."day"';
  const units = { hour: time, day: slice.table === 'hours' ? `${time} / 24` : time };
  const { from, to } = slice.range;
  return select(
    shape,
    () => slice.shown('rollup."value"'),
    shape.bucket && bucketExpression(shape.bucket, units, dialect),
    (name) => `${slice.minus ? '-' : ''}rollup."${MEASURES[name].column}"`,
    `${tables[slice.table]} AS rollup`,
    [
      `rollup."dimension" = ${bind(slice.dimension)}`,
      ...(slice.only === undefined ? [] : [slice.only('rollup."value"')]),
      ...during(time, {
        from: from === undefined ? undefined : from / period,
        to: to === undefined ? undefined : to / period,
      }),
    ],
  );
}

function select(
  { dimensions, filters }: UsageShape,
  valueOf: (dimension: CompiledDimension) => string,
  bucket: string | undefined,
  measure: (name: (typeof MEASURE_NAMES)[number]) => string,
  source: string,
  conditions: readonly string[],
): string {
  const columns = [
    ...dimensions.map((dimension, index) => `CAST(${valueOf(dimension)} AS TEXT) AS "d${index}"`),
    ...(bucket === undefined ? [] : [`${bucket} AS "bucket"`]),
    ...MEASURE_NAMES.map((name) => `${measure(name)} AS "${name}"`),
  ];
  const where = [
    ...conditions,
    ...filters.map(({ dimension, condition }) => condition(valueOf(dimension))),
  ];
  return [
    `SELECT ${columns.join(', ')} FROM ${source}`,
    ...(where.length > 0 ? [`WHERE ${where.join(' AND ')}`] : []),
  ].join(' ');
}

function startedAt(
  alias: 'attempt' | 'request',
  { bucket }: UsageShape,
  dialect: LedgerDialect,
): string | undefined {
  const time = `${alias}."started_at"`;
  return (
    bucket &&
    bucketExpression(bucket, { hour: `${time} / ${HOUR_MS}`, day: `${time} / ${DAY_MS}` }, dialect)
  );
}

/** Numbers of ours, so they need no parameters. */
function during(column: string, { from, to }: EpochRange): string[] {
  return [
    ...(from === undefined ? [] : [`${column} >= ${from}`]),
    ...(to === undefined ? [] : [`${column} < ${to}`]),
  ];
}
