// node bench/ledger/run.mjs [--postgres postgres://postgres@127.0.0.1:5432/postgres] [--attempts 200000] [--calls 20000] [--seed 1]
// What the ledger costs a call, how fast records get into a journal and rows into the databases, and how long reports take
// over a month of so many tries. After `npm run build`. PostgreSQL: in a database of its own, which is dropped at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { loadMonth, openLedger } from './load-month.mjs';
import { measureReports } from './measure-reports.mjs';
import { measureWrites } from './measure-writes.mjs';
import { seededCalls } from './seeded-calls.mjs';

const DATABASE = 'llm_bench';

const { values } = parseArgs({
  options: {
    postgres: { type: 'string', default: 'postgres://postgres@127.0.0.1:5432/postgres' },
    attempts: { type: 'string', default: '200000' },
    calls: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
  },
});
const [attempts, calls, seed] = [values.attempts, values.calls, values.seed].map(Number);
const folder = mkdtempSync(join(tmpdir(), 'llm-ledger-bench-'));
const admin = new pg.Client({ connectionString: values.postgres });
await admin.connect();
const own = new URL(values.postgres);
own.pathname = `/${DATABASE}`;

/** An empty database each time. */
async function freshPostgres() {
  await admin.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${DATABASE}`);
  return own.href;
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0].model}\n`);
try {
  const month = [...seededCalls({ attempts: calls, seed })];
  const urls = [
    ['SQLite', (name) => join(folder, `${name}.sqlite`)],
    ['PostgreSQL', freshPostgres],
  ];
  for (const [name, urlOf] of urls) await measureWrites(name, urlOf, month, folder);

  const source = await openLedger(await freshPostgres());
  console.log(`\n## Reports over a month of ${attempts} tries on PostgreSQL\n`);
  await loadMonth(source, { attempts, seed, month: '2026-11', users: 5_000, log: console.log });
  await measureReports(source);
  await source.destroy();
} finally {
  await admin.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
  await admin.end();
  rmSync(folder, { recursive: true });
}
