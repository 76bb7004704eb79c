import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumns,
  type ColumnsOfTables,
  dropColumns,
  optional,
  required,
} from './ledger-columns.js';

const COLUMNS: ColumnsOfTables = {
  llm_requests: [
    optional('varchar', 'rung'),
    optional('varchar', 'task'),
    optional('varchar', 'rule'),
    optional('json', 'decision'),
  ],
  llm_attempts: [
    required('varchar', 'kind', "'first'"),
    optional('varchar', 'rung'),
    optional('varchar', 'region'),
    optional('varchar', 'credential'),
    optional('integer', 'waited_ms'),
    optional('integer', 'opened_ms'),
  ],
};

/** Adds to the ledger why calls went where they went, and where their time was spent. */
export class AddLlmRouteDecisions1764000000000 implements MigrationInterface {
  readonly name = 'AddLlmRouteDecisions1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumns(queryRunner, COLUMNS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumns(queryRunner, COLUMNS);
  }
}
