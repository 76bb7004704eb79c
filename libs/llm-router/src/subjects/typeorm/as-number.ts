import type { ValueTransformer } from 'typeorm';

/** PostgreSQL's driver reads 64-bit integers as text. */
export const asNumber: ValueTransformer = {
  to: (value?: number | null) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};
