import type { ValueTransformer } from 'typeorm';

/** Exact integers that outgrow a JavaScript number. PostgreSQL's driver reads them as text, SQLite's as numbers. */
export const asBigInt: ValueTransformer = {
  to: (value?: bigint | null) => value?.toString() ?? null,
  from: (value: string | number | null) => (value === null ? null : BigInt(value)),
};

/** A point in time as epoch milliseconds: the same, exact and sortable in every database. */
export const asEpochMilliseconds: ValueTransformer = {
  to: (value?: Date | null) => value?.getTime() ?? null,
  from: (value: string | number | null) => (value === null ? null : new Date(Number(value))),
};
