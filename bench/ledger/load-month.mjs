import {
  LedgerRollups,
  LedgerTables,
  llmLedgerEntities,
  llmLedgerMigrations,
  runLlmMigrations,
  UsageRollups,
} from 'nestjs-llm-router/typeorm';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { CopyIn } from './copy-in.mjs';
import { attemptLines, COLUMNS, requestLine } from './copy-rows.mjs';
import { seededCalls } from './seeded-calls.mjs';

const CHUNK_CHARACTERS = 1 << 19;
const CALLS_PER_TRANSACTION = 500;

/** A ledger, with its tables. */
export async function openLedger(url) {
  const shared = { entities: llmLedgerEntities, migrations: llmLedgerMigrations };
  const source = new DataSource(
    url.startsWith('postgres')
      ? { ...shared, type: 'postgres', url }
      : {
          ...shared,
          type: 'better-sqlite3',
          database: url,
          prepareDatabase: (database) => {
            database.pragma('journal_mode = WAL');
            database.pragma('synchronous = NORMAL');
          },
        },
  );
  await source.initialize();
  await runLlmMigrations(source);
  return source;
}

/** Fills an empty ledger with a seeded month. Returns the number of its rows. */
export async function loadMonth(source, { log = () => undefined, ...month }) {
  const [{ count }] = await source.query('SELECT count(*) AS count FROM llm_requests');
  if (Number(count) > 0)
    throw new Error('The ledger is not empty: give the loader one of its own.');
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1_000).toFixed(0);
  const isPostgres = source.options.type === 'postgres';
  const rows = isPostgres ? await copy(source, month) : await insert(source, month);
  log(`${rows.requests} calls, ${rows.attempts} rows of tries: ${seconds()} s`);
  if (isPostgres) {
    for (const table of ['llm_requests', 'llm_attempts'])
      await source.query(`VACUUM ANALYZE ${table}`);
    log(`tidied up: ${seconds()} s`);
    await new LedgerRollups(source).rebuild();
    for (const table of ['llm_usage_hours', 'llm_usage_days'])
      await source.query(`VACUUM ANALYZE ${table}`);
    log(`rollups: ${seconds()} s`);
  }
  return rows;
}

/** By the ledger's own way. */
async function insert(source, month) {
  const tables = new LedgerTables(source, new UsageRollups(source));
  const rows = { requests: 0, attempts: 0 };
  let batch = [];
  for (const call of seededCalls(month)) {
    batch.push(call);
    rows.requests++;
    rows.attempts += call.attempts.length + (call.saved ? 1 : 0);
    if (batch.length === CALLS_PER_TRANSACTION) await tables.write(batch.splice(0));
  }
  await tables.write(batch);
  return rows;
}

/** By COPY into both tables at once, with the indexes made afterwards. */
async function copy(source, month) {
  const indexes = await source.query(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename IN ('llm_requests', 'llm_attempts') AND indexname LIKE 'ix_%'`,
  );
  for (const { name } of indexes) await source.query(`DROP INDEX "${name}"`);
  const clients = [0, 1].map(() => new pg.Client({ connectionString: source.options.url }));
  for (const client of clients) {
    await client.connect();
    await client.query('SET synchronous_commit = off');
  }
  const into = (table) => `COPY llm_${table} (${COLUMNS[table]}) FROM STDIN`;
  const requests = new CopyIn(clients[0], into('requests'));
  const attempts = new CopyIn(clients[1], into('attempts'));
  const rows = { requests: 0, attempts: 0 };
  const lines = { requests: '', attempts: '' };
  const flush = async () => {
    await Promise.all([requests.write(lines.requests), attempts.write(lines.attempts)]);
    lines.requests = lines.attempts = '';
  };
  for (const call of seededCalls(month)) {
    rows.requests++;
    rows.attempts += call.attempts.length + (call.saved ? 1 : 0);
    lines.requests += requestLine(call);
    lines.attempts += attemptLines(call);
    if (lines.requests.length > CHUNK_CHARACTERS) await flush();
  }
  await flush();
  await Promise.all([requests.end(), attempts.end()]);
  await Promise.all(clients.map((client) => client.end()));
  for (const { definition } of indexes) await source.query(definition);
  return rows;
}
