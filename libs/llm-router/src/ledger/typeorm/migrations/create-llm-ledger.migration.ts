import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const required = (type: string, ...names: string[]): TableColumnOptions[] =>
  names.map((name) => ({ name, type }));
const optional = (type: string, ...names: string[]): TableColumnOptions[] =>
  names.map((name) => ({ name, type, isNullable: true }));

const SETTLED: readonly TableColumnOptions[] = [
  { name: 'id', type: 'varchar', isPrimary: true },
  ...required('varchar', 'status'),
  ...optional('varchar', 'error_code'),
  ...optional('text', 'error_message'),
  ...optional('varchar', 'finish_reason'),
  ...required('integer', 'input_tokens', 'cache_read_tokens', 'cache_write_tokens'),
  ...required('integer', 'input_audio_tokens', 'output_tokens', 'reasoning_tokens'),
  ...required('integer', 'output_audio_tokens'),
  ...required('boolean', 'usage_estimated'),
  { name: 'cost_pico_usd', type: 'numeric', precision: 38, scale: 0, isNullable: true },
  ...required('bigint', 'started_at'),
  ...optional('integer', 'first_part_ms'),
  ...required('integer', 'duration_ms'),
];

/** Creates `llm_requests` and `llm_attempts`. */
export class CreateLlmLedger1763800000000 implements MigrationInterface {
  readonly name = 'CreateLlmLedger1763800000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: 'llm_requests',
        columns: [
          ...SETTLED,
          ...optional('varchar', 'key_id', 'tenant', 'user_id', 'door'),
          ...required('json', 'tags'),
          ...required('varchar', 'delivery', 'requested_model'),
          ...optional('varchar', 'served_model', 'provider'),
          ...required('varchar', 'cache_state'),
          ...required('integer', 'attempt_count'),
        ],
        indices: [
          { name: 'ix_llm_requests_started_at', columnNames: ['started_at'] },
          { name: 'ix_llm_requests_key_started_at', columnNames: ['key_id', 'started_at'] },
          { name: 'ix_llm_requests_provider_model', columnNames: ['provider', 'served_model'] },
        ],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'llm_attempts',
        columns: [
          ...SETTLED,
          ...required('varchar', 'request_id'),
          ...required('integer', 'attempt_index'),
          ...required('varchar', 'provider', 'model'),
          ...optional('varchar', 'served_model', 'upstream_request_id'),
          ...optional('integer', 'upstream_status'),
          ...optional('varchar', 'price_version'),
        ],
        indices: [
          { name: 'ix_llm_attempts_request_id', columnNames: ['request_id'] },
          { name: 'ix_llm_attempts_provider_model', columnNames: ['provider', 'model'] },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('llm_attempts');
    await queryRunner.dropTable('llm_requests');
  }
}
