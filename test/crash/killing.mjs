import { join } from 'node:path';
import { againstProvider, problemsOf, readLedger, settledLedger } from './check.mjs';
import { startGateway } from './gateway.mjs';
import { dropRecord } from './journal-files.mjs';
import { Load } from './load.mjs';
import { seeded } from './seeded.mjs';

/** It is killed in the middle of work: once so many calls have been answered, and some time later. */
const LEAST_CALLS = 10;
const LONGEST_MS = 500;
const LOSS_CALLS = 30;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Kills the gateway under load again and again, and starts it again on the same folder and database. */
export async function killing(report, { database, folder, upstream, kills, seed, clients }) {
  const random = seeded(seed);
  const load = new Load();
  const start = () => startGateway(folder, { database: database.url, upstream: upstream.url });
  await fetch(`${upstream.url}/control/stats`, { method: 'DELETE' });
  let gateway = await start();
  for (let kill = 1; kill <= kills; kill++) {
    const before = load.answered.size;
    load.start([gateway.url], clients);
    while (load.answered.size < before + LEAST_CALLS) await pause(5);
    await pause(random() * LONGEST_MS);
    await gateway.kill();
    await load.stop();
    const unsaved = missing(await readLedger(database), load);
    gateway = await start();
    const { problems } = await settledLedger(database, load.answered);
    const answered = load.answered.size - before;
    report.add(
      `${database.name}, kill ${kill}`,
      problems,
      `${answered} calls answered, ${unsaved} of them not in the database when it died`,
    );
    if (problems.length > 0) break;
  }
  const { ledger, problems } = await settledLedger(database, load.answered);
  const { models } = await (await fetch(`${upstream.url}/control/stats`)).json();
  const sums = againstProvider(ledger, models);
  const withoutClient = ledger.calls.filter(({ id }) => !load.answered.has(id)).length;
  report.add(
    `${database.name}, all of it`,
    [...problems, ...sums.problems, ...load.wrong],
    `${load.answered.size} calls answered, each with one row; ${withoutClient} more rows of calls that were cut off; ` +
      `${ledger.attempts.length} tries; ${sums.total.ledger} of ${sums.total.provider} reported tokens`,
  );
  gateway = await plantedRecordLoss(report, gateway, start, { database, folder, load });
  await gateway.stop();
  await plantedRowLosses(report, database, load.answered);
}

function missing({ calls }, { answered }) {
  const ids = new Set(calls.map(({ id }) => id));
  return [...answered.keys()].filter((id) => !ids.has(id)).length;
}

/** A check that cannot fail proves nothing: a record is taken out of the journal before it gets into the database. */
async function plantedRecordLoss(report, gateway, start, { database, folder, load }) {
  const before = new Set(load.answered.keys());
  await database.hide();
  load.start([gateway.url], 4);
  while (load.answered.size < before.size + LOSS_CALLS) await pause(10);
  await gateway.kill();
  await load.stop();
  const lost = [...load.answered.keys()].find((id) => !before.has(id));
  const dropped = dropRecord(join(folder, 'llm-router-journal'), lost);
  await database.show();
  const next = await start();
  const { problems } = await settledLedger(database, load.answered, 1);
  const expected = `${lost} was answered and has no row`;
  const found = dropped && problems.length === 1 && problems[0] === expected;
  report.add(
    database.name,
    found ? [] : [`dropped: ${dropped}, found: ${problems.join('; ')}`],
    'one record that is taken out of the journal is missed',
  );
  load.answered.delete(lost);
  return next;
}

async function plantedRowLosses(report, database, answered) {
  const [call, other, third] = [...answered.keys()].slice(-3);
  for (const [what, sql] of [
    ['one call', `DELETE FROM llm_requests WHERE id = '${call}'`],
    ['one try', `DELETE FROM llm_attempts WHERE request_id = '${other}' AND attempt_index = 0`],
    ['one token', `UPDATE llm_requests SET input_tokens = input_tokens + 1 WHERE id = '${third}'`],
  ]) {
    const before = problemsOf(await readLedger(database), answered).length;
    await database.execute(sql);
    const found = problemsOf(await readLedger(database), answered).length - before;
    const problems = found >= 1 ? [] : ['nothing was found'];
    report.add(
      database.name,
      problems,
      `${what} that is taken out of the ledger, or changed, is missed`,
    );
  }
}
