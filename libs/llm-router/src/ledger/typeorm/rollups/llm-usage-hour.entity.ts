import { Entity, PrimaryColumn } from 'typeorm';
import { asCount, UsageSumColumns } from './usage-sum-columns.js';

/** What the calls of an hour add up to that have the same value of one dimension. It is kept with the rows, in their transaction. */
@Entity('llm_usage_hours')
export class LlmUsageHour extends UsageSumColumns {
  /** What it is a sum by, e.g. `model` or `key`: a dimension of `UsageLedger.usage`. */
  @PrimaryColumn('varchar')
  dimension: string;

  /** Hours since 1970-01-01T00:00Z: `started_at / 3600000`. */
  @PrimaryColumn('bigint', { transformer: asCount })
  hour: number;

  /** The value that the calls share; empty where they have none. Of a tag: `name=value`. */
  @PrimaryColumn('varchar')
  value: string;
}
