import { LedgerTables, LlmAttempt, LlmRequest } from 'nestjs-llm-router/typeorm';
import { ledgerSource } from './support/open-ledger.js';
import { scratchPostgres } from './support/scratch-databases.js';
import { settledCall } from './support/settled-calls.js';
import { until } from './support/until.js';

const WAITING = 'SELECT 1 FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()';

it('a deadlock on PostgreSQL costs a batch a second try, and no row', async () => {
  const database = await scratchPostgres();
  if (database === undefined) return;
  const source = await ledgerSource(database);
  const errors: string[] = [];
  source.logger = Object.assign(Object.create(source.logger) as typeof source.logger, {
    logQueryError: (error: Error) => void errors.push(error.message),
  });
  const tables = new LedgerTables(source);
  await tables.write([settledCall()]);
  const calls = [settledCall(), settledCall()];
  const [first, second] = calls.map(({ attempts }) => attempts[0]!.id);
  const other = source.createQueryRunner();
  const insert = async (id: string | undefined) => {
    await other.query('UPDATE copied SET id = $1', [id]);
    await other.query('INSERT INTO llm_attempts SELECT * FROM copied');
  };
  try {
    await other.query('CREATE TEMP TABLE copied AS SELECT * FROM llm_attempts');
    await other.startTransaction();
    // So that it is not this one that is chosen to give way.
    await other.query("SET LOCAL deadlock_timeout = '1min'");
    await insert(second);
    const written = tables.write(calls);
    await until(async () => (await source.query(WAITING)).length > 0);
    await insert(first);
    await other.rollbackTransaction();
    await written;
    expect(errors).toEqual(['deadlock detected']);
    expect(await source.getRepository(LlmAttempt).count()).toBe(3);
    expect(await source.getRepository(LlmRequest).count()).toBe(3);
  } finally {
    await other.release();
    await source.destroy();
    await database.drop();
  }
});
