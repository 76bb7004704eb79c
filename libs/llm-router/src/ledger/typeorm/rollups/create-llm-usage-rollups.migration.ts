import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';
import { dialectOf } from '../ledger-dialect.js';
import { daysOfLedger } from './days-of-ledger.js';
import { fillRollups } from './fill-rollups.js';

const TOKENS = [
  'input',
  'cache_read',
  'cache_write',
  'cache_write_long',
  'input_audio',
  'input_image',
  'output',
  'reasoning',
  'output_audio',
  'output_image',
].map((name) => `${name}_tokens`);

const COUNTS = [
  ...['requests', 'attempts', 'failed_attempts'],
  ...TOKENS,
  ...['cost_unknown', 'usage_estimated', 'usage_suspect'],
];

const TABLES = {
  requests: '"llm_requests"',
  attempts: '"llm_attempts"',
  hours: '"llm_usage_hours"',
  days: '"llm_usage_days"',
};

/** Creates `llm_usage_hours` and `llm_usage_days`, and fills them from the rows that are there. */
export class CreateLlmUsageRollups1764300000000 implements MigrationInterface {
  readonly name = 'CreateLlmUsageRollups1764300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(rollup('llm_usage_hours', 'hour'));
    await queryRunner.createTable(rollup('llm_usage_days', 'day'));
    const { connection } = queryRunner;
    const sql = { dialect: dialectOf(connection), tables: TABLES };
    for (const day of await daysOfLedger((text) => queryRunner.query(text), sql, {})) {
      for (const { sql: text, parameters } of fillRollups(connection, sql, day)) {
        await queryRunner.query(text, [...parameters]);
      }
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('llm_usage_days');
    await queryRunner.dropTable('llm_usage_hours');
  }
}

function rollup(name: string, period: string): Table {
  const key = (type: string, column: string): TableColumnOptions => ({
    name: column,
    type,
    isPrimary: true,
  });
  return new Table({
    name,
    columns: [
      key('varchar', 'dimension'),
      key('bigint', period),
      key('varchar', 'value'),
      ...COUNTS.map((column) => ({ name: column, type: 'bigint' })),
      ...['cost_pico_usd', 'saved_pico_usd'].map((column) => ({
        name: column,
        type: 'numeric',
        precision: 38,
        scale: 0,
      })),
    ],
  });
}
