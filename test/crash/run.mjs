// npm run test:crash: the router under load is killed again and again. Every call whose last byte reached its client must
// have exactly one settled row, on SQLite and on PostgreSQL; so must those that were answered while the database was away.
// --kills 20 --seed 1 --down 10 (seconds) --clients 16 --only sqlite|postgres --no-journal (which must fail)
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lastingProblemsOf, problemsOf } from './check.mjs';
import { CuttableProxy } from './cuttable-proxy.mjs';
import { postgres, sqlite } from './databases.mjs';
import { Load } from './load.mjs';
import { startServer } from './server-process.mjs';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    down: { type: 'string', default: '10' },
    clients: { type: 'string', default: '16' },
    only: { type: 'string' },
    'no-journal': { type: 'boolean', default: false },
  },
});
const [kills, seed, downSeconds, clients] = [
  values.kills,
  values.seed,
  values.down,
  values.clients,
].map(Number);
const root = join(import.meta.dirname, '../..');
const postgresUrl = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test';
const MODEL = 'openai/sim-fast';
let wrong = 0;

/** Mulberry32. */
function seeded(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function report(name, problems, words) {
  if (problems.length > 0) wrong++;
  console.log(`${problems.length === 0 ? '✓' : '✗'} ${name}: ${words}`);
  for (const problem of problems.slice(0, 10)) console.log(`    ${problem}`);
  if (problems.length > 10) console.log(`    and ${problems.length - 10} more`);
}

const start = (database, folder, upstream, url = database.url) =>
  startServer([join(root, 'test/crash/server.mjs')], {
    DATABASE_URL: url,
    JOURNAL: values['no-journal'] ? '' : join(folder, 'journal'),
    UPSTREAM: upstream.url,
  });

async function killing(database, folder, upstream) {
  const random = seeded(seed);
  const load = new Load(MODEL);
  let server = await start(database, folder, upstream);
  for (let kill = 1; kill <= kills; kill++) {
    const before = load.answered.size;
    load.start(server.url, clients);
    await pause(50 + random() * 1_500);
    await server.kill();
    await load.stop();
    const unsaved = (await problemsOf(database, load.answered)).length;
    server = await start(database, folder, upstream);
    const problems = await lastingProblemsOf(database, load.answered);
    const answered = load.answered.size - before;
    report(
      `${database.name}, kill ${kill}`,
      problems,
      `${answered} calls answered, ${unsaved} of them not in the database when it died`,
    );
    if (problems.length > 0) break;
  }
  report(
    database.name,
    load.failed,
    `${load.answered.size} answered, ${load.failed.length} failed`,
  );
  await server.stop();
  await plantedLosses(database, load.answered);
}

/** A check that cannot fail proves nothing. */
async function plantedLosses(database, answered) {
  const [call, other] = [...answered].slice(-2);
  for (const [what, sql] of [
    ['call', `DELETE FROM llm_requests WHERE id = '${call}'`],
    ['attempt', `DELETE FROM llm_attempts WHERE request_id = '${other}'`],
  ]) {
    const before = (await problemsOf(database, answered)).length;
    await database.execute(sql);
    const found = (await problemsOf(database, answered)).length - before;
    const problems = found === 1 ? [] : [`${found} problems were found instead of one`];
    report(database.name, problems, `a planted loss of one ${what} is noticed`);
  }
}

const residentMib = (pid) =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);

async function databaseAway(database, folder, upstream) {
  const { hostname, port } = new URL(database.url);
  const proxy = await CuttableProxy.start(hostname, Number(port || 5432));
  const url = new URL(database.url);
  url.host = `127.0.0.1:${proxy.port}`;
  const load = new Load(MODEL);
  const server = await start(database, folder, upstream, url.href);
  load.start(server.url, clients);
  await pause(1_000);
  const answeredBefore = load.answered.size;
  proxy.cut();
  await pause(downSeconds * 100);
  const memory = process.platform === 'linux' ? residentMib(server.pid) : 0;
  await pause(downSeconds * 900);
  const growth = process.platform === 'linux' ? residentMib(server.pid) - memory : 0;
  const answeredMeanwhile = load.answered.size - answeredBefore;
  proxy.mend();
  await pause(1_000);
  await load.stop();
  const problems = await lastingProblemsOf(database, load.answered);
  if (answeredMeanwhile === 0) problems.push('nobody was answered while the database was away');
  problems.push(...load.failed);
  report(
    `${database.name} away for ${downSeconds} s`,
    problems,
    `${answeredMeanwhile} calls answered meanwhile, ${load.failed.length} failed, ${growth} MiB more memory`,
  );
  await server.stop();
  await proxy.stop();
}

async function withDatabase(open, run) {
  const folder = mkdtempSync(join(tmpdir(), 'llm-crash-'));
  const database = await open(folder);
  if (database === undefined) {
    console.log('Not tested here: PostgreSQL (it could not be reached).');
    if (process.env.CI === 'true') wrong++;
    return;
  }
  try {
    await run(database, folder, upstream);
  } finally {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

// Each server of this run is ended with it.
process.setMaxListeners(0);
console.log(`seed ${seed}, ${kills} kills, ${clients} clients`);
const upstream = await startServer([
  join(root, 'apps/simulated-provider/dist/main.js'),
  '--port',
  '0',
]);
try {
  if (values.only !== 'postgres') await withDatabase(sqlite, killing);
  if (values.only !== 'sqlite') {
    await withDatabase(() => postgres(postgresUrl), killing);
    await withDatabase(() => postgres(postgresUrl), databaseAway);
  }
} finally {
  await upstream.stop();
}
console.log(wrong === 0 ? 'Nothing was lost.' : `${wrong} checks failed.`);
process.exit(wrong === 0 ? 0 : 1);
