import { Entity, PrimaryColumn } from 'typeorm';
import { asCount, UsageSumColumns } from './usage-sum-columns.js';

/** As `LlmUsageHour`, by days in UTC: what reads months need not read 720 hours of every user. */
@Entity('llm_usage_days')
export class LlmUsageDay extends UsageSumColumns {
  /** What it is a sum by, e.g. `model` or `key`: a dimension of `UsageLedger.usage`. */
  @PrimaryColumn('varchar')
  dimension: string;

  /** Days since 1970-01-01: `started_at / 86400000`. */
  @PrimaryColumn('bigint', { transformer: asCount })
  day: number;

  /** The value that the calls share; empty where they have none. Of a tag: `name=value`. */
  @PrimaryColumn('varchar')
  value: string;
}
