import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { againstProvider, settledLedger } from './check.mjs';
import { startGateway } from './gateway.mjs';
import { Load } from './load.mjs';
import { startRedis } from './own-redis.mjs';
import { seeded } from './seeded.mjs';

const LEAST_CALLS = 20;
const LONGEST_MS = 500;
/** Every so many kills it is Redis that is killed. */
const REDIS_EVERY = 4;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Two gateways share a journal in Redis and a database; one of them is killed at a time, or Redis is. */
export async function killingWithRedis(report, run) {
  const { database, folder, upstream, kills, seed, clients } = run;
  const redis = await startRedis(folder);
  if (redis === undefined) {
    report.add('Redis', [], 'SKIPPED: there is no redis-server');
    return;
  }
  const random = seeded(seed);
  const load = new Load();
  const start = (name) => {
    mkdirSync(join(folder, name), { recursive: true });
    const journal = { redis: redis.url };
    return startGateway(join(folder, name), {
      database: database.url,
      upstream: upstream.url,
      journal,
    });
  };
  await fetch(`${upstream.url}/control/stats`, { method: 'DELETE' });
  const gateways = { one: await start('one'), other: await start('other') };
  for (let kill = 1; kill <= kills; kill++) {
    const before = load.answered.size;
    const victim = kill % REDIS_EVERY === 0 ? 'Redis' : random() < 0.5 ? 'one' : 'other';
    load.start(
      Object.values(gateways).map(({ url }) => url),
      clients,
    );
    while (load.answered.size < before + LEAST_CALLS) await pause(5);
    await pause(random() * LONGEST_MS);
    await (victim === 'Redis' ? redis : gateways[victim]).kill();
    await pause(random() * LONGEST_MS);
    if (victim === 'Redis') await redis.start();
    await load.stop();
    if (victim !== 'Redis') gateways[victim] = await start(victim);
    const { problems } = await settledLedger(database, load.answered);
    const words = `${load.answered.size - before} calls answered, ${load.refused} refused so far`;
    report.add(`Redis and ${database.name}, kill ${kill} (${victim})`, problems, words);
    if (problems.length > 0) break;
  }
  const { ledger, problems } = await settledLedger(database, load.answered);
  const { models } = await (await fetch(`${upstream.url}/control/stats`)).json();
  const sums = againstProvider(ledger, models);
  const withoutClient = ledger.calls.filter(({ id }) => !load.answered.has(id)).length;
  report.add(
    `Redis and ${database.name}, all of it`,
    [...problems, ...sums.problems, ...load.wrong],
    `${load.answered.size} calls answered, each with one row; ${withoutClient} more rows of calls that were cut off; ` +
      `${sums.total.ledger} of ${sums.total.provider} reported tokens`,
  );
  for (const gateway of Object.values(gateways)) await gateway.stop();
  await redis.kill();
}
