import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import {
  addColumns,
  type ColumnsOfTables,
  dropColumns,
  optional,
  required,
} from './ledger-columns.js';

const TOKENS = [
  required('integer', 'cache_write_long_tokens', '0'),
  required('integer', 'input_image_tokens', '0'),
  required('integer', 'output_image_tokens', '0'),
  required('boolean', 'usage_suspect', 'false'),
];
const PARTS = [
  'input',
  'cache_read',
  'cache_write',
  'output',
  'reasoning',
  'audio',
  'image',
  'request',
];
const picoDollars = (name: string) => optional('numeric', name, { precision: 38, scale: 0 });

const COLUMNS: ColumnsOfTables = {
  llm_requests: [
    ...TOKENS,
    optional('varchar', 'team'),
    required('varchar', 'operation', "'chat'"),
    optional('varchar', 'configuration'),
    optional('varchar', 'sensitivity'),
  ],
  llm_attempts: [
    ...TOKENS,
    optional('varchar', 'service_tier'),
    optional('varchar', 'release'),
    ...PARTS.map((part) => picoDollars(`cost_${part}_pico_usd`)),
    picoDollars('saved_pico_usd'),
    optional('integer', 'saved_input_tokens'),
    optional('integer', 'saved_output_tokens'),
    optional('text', 'note'),
  ],
};
const STARTED_AT = new TableIndex({
  name: 'ix_llm_attempts_started_at',
  columnNames: ['started_at'],
});

/** Adds to the ledger who pays, what each cost consists of, what the cache saved, and corrections. */
export class AddLlmBilling1764200000000 implements MigrationInterface {
  readonly name = 'AddLlmBilling1764200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumns(queryRunner, COLUMNS);
    await queryRunner.createIndex('llm_attempts', STARTED_AT);
  }

  /** Corrections and what the cache saved go: the older ledger has no word for them. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM "llm_attempts" WHERE "kind" IN ('saved', 'correction')`);
    await queryRunner.dropIndex('llm_attempts', STARTED_AT);
    await dropColumns(queryRunner, COLUMNS);
  }
}
