// npm run test:crash (after npm run build): the gateway under load is killed again and again, on SQLite and on PostgreSQL.
// Every call whose last byte reached its client must have exactly one settled row, with the tokens that the client was
// told; so must those that were answered while PostgreSQL was away. Losses are planted, to see that they would be found.
// --kills 20 --seed 1 --outage 60 (seconds) --clients 12 --only sqlite|postgres|redis (the latter: two gateways that share a
// journal in Redis, which is killed too; a quarter of the kills unless it is the only one)
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { postgres, sqlite } from './databases.mjs';
import { killing } from './killing.mjs';
import { killingWithRedis } from './killing-redis.mjs';
import { bound, outage } from './outage.mjs';
import { Report } from './report.mjs';
import { startServer } from './server-process.mjs';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    outage: { type: 'string', default: '5' },
    clients: { type: 'string', default: '12' },
    only: { type: 'string' },
  },
});
const [kills, seed, seconds, clients] = [
  values.kills,
  values.seed,
  values.outage,
  values.clients,
].map(Number);
const apps = join(import.meta.dirname, '../../apps');
const postgresUrl = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

/** Each in a folder and a database of its own. */
async function withDatabase(open, run) {
  const folder = mkdtempSync(join(tmpdir(), 'llm-crash-'));
  const database = await open(folder);
  if (database === undefined) {
    report.add(
      'PostgreSQL',
      process.env.CI === 'true' ? ['it must be'] : [],
      'SKIPPED: it could not be reached',
    );
    return;
  }
  try {
    await run(report, { database, folder, upstream, kills, seed, seconds, clients });
  } finally {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const DATABASES = ['sqlite', 'postgres', 'redis'];
if (values.only !== undefined && !DATABASES.includes(values.only)) {
  console.error(`--only ${values.only} is not legal. Legal: ${DATABASES.join(', ')}.`);
  process.exit(1);
}
if (!existsSync(join(apps, 'gateway/dist/main.js'))) {
  console.error('The gateway is not built. Run: npm run build');
  process.exit(1);
}
const began = Date.now();
const report = new Report();
console.log(`seed ${seed}: ${kills} kills, ${clients} clients, ${seconds} s without PostgreSQL`);
const upstream = await startServer([join(apps, 'simulated-provider/dist/main.js'), '--port', '0'], {
  PATH: process.env.PATH,
});
try {
  if (values.only === undefined || values.only === 'sqlite') await withDatabase(sqlite, killing);
  const withRedis = (report, run) =>
    killingWithRedis(report, { ...run, kills: values.only ? kills : Math.ceil(kills / 4) });
  const onPostgres = {
    sqlite: [],
    postgres: [killing, outage, bound],
    redis: [withRedis],
  };
  for (const run of onPostgres[values.only] ?? Object.values(onPostgres).flat()) {
    await withDatabase(() => postgres(postgresUrl), run);
  }
} finally {
  await upstream.stop();
}
const took = ((Date.now() - began) / 1_000).toFixed(0);
console.log(
  report.failed === 0
    ? `Nothing was lost, nothing doubled (${took} s).`
    : `${report.failed} checks failed.`,
);
process.exit(report.failed === 0 ? 0 : 1);
