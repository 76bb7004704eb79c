import type { TimeBucket } from './time-bucket.js';
import { DAY_MS, type EpochRange, HOUR_MS, splitRange } from './time-range.js';
import { orNone, tagPrefix, type UsageDimension } from './usage-dimension.js';
import {
  dimensionsOf,
  type LedgerSql,
  type RollupSlice,
  rollupPart,
  rowParts,
  type UsageShape,
} from './usage-parts.js';

/**
 * SELECTs whose rows together answer a question. What is about one dimension is read from rollups, as far as whole days
 * and hours reach, and from rows beyond; what is about more, from rows.
 */
export function usageSources(
  shape: UsageShape,
  range: EpochRange,
  sql: LedgerSql,
  bind: (value: unknown) => string,
): string[] {
  const [dimension, ...others] = dimensionsOf(shape);
  if (others.length > 0) return rowParts(shape, range, sql);
  const { days, hours, rows } = periodsOf(range, shape.bucket);
  const rollups = [
    ...days.map((it) => ({ table: 'days', range: it }) as const),
    ...hours.map((it) => ({ table: 'hours', range: it }) as const),
  ];
  const values = valuesOf(dimension, bind);
  return [
    ...rollups.flatMap((rollup) =>
      values.map((it) => rollupPart(shape, { ...rollup, ...it }, sql, bind)),
    ),
    ...rows.flatMap((it) => rowParts(shape, it, sql)),
  ];
}

function periodsOf(range: EpochRange, bucket: TimeBucket | undefined) {
  const byDay = bucket === 'hour' ? { edges: [range] } : splitRange(range, DAY_MS);
  const byHour = byDay.edges.map((edge) => splitRange(edge, HOUR_MS));
  return {
    days: byDay.middle === undefined ? [] : [byDay.middle],
    hours: byHour.flatMap(({ middle }) => (middle === undefined ? [] : [middle])),
    rows: byHour.flatMap(({ edges }) => edges),
  };
}

type RolledUpValues = Omit<RollupSlice, 'table' | 'range'>;

const NOBODY = () => 'CAST(NULL AS TEXT)';

/** Every call has one operation: what the values of this dimension add up to is all there is. */
const ALL: RolledUpValues = { dimension: 'operation', shown: NOBODY };

/** What to read of the rollups. The value of one tag is found among all tags; who has none of the name is the rest. */
function valuesOf(
  dimension: UsageDimension | undefined,
  bind: (value: unknown) => string,
): RolledUpValues[] {
  if (dimension === undefined) return [ALL];
  if (!dimension.startsWith('tag:')) return [{ dimension, shown: orNone }];
  const prefix = tagPrefix(dimension.slice('tag:'.length));
  const { length } = [...prefix];
  const only = (value: string) => `substr(${value}, 1, ${length}) = ${bind(prefix)}`;
  const tags = { dimension: 'tag', only };
  return [
    { ...tags, shown: (value) => orNone(`substr(${value}, ${length + 1})`) },
    ALL,
    { ...tags, shown: NOBODY, minus: true },
  ];
}
