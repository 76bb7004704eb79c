import { join } from 'node:path';
import { settledLedger } from './check.mjs';
import { CuttableProxy } from './cuttable-proxy.mjs';
import { readiness, startGateway } from './gateway.mjs';
import { bytesOf } from './journal-files.mjs';
import { Load } from './load.mjs';
import { residentMib } from './server-process.mjs';

const SAMPLE_MS = 250;
const WARM_UP_MS = 2_000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const MIB = 1_048_576;

/** Takes the database away from the gateway under load: nothing is lost or doubled, memory is bounded, and it stays ready. */
export async function outage(report, { database, folder, upstream, seconds, clients }) {
  await withCut(database, folder, upstream, {}, async ({ gateway, proxy, load }) => {
    load.start([gateway.url], clients);
    await pause(WARM_UP_MS);
    const before = { calls: load.answered.size, memory: residentMib(gateway.pid) };
    proxy.cut();
    const samples = [];
    for (const end = Date.now() + seconds * 1_000; Date.now() < end; await pause(SAMPLE_MS)) {
      samples.push({ ...(await readiness(gateway.url)), memory: residentMib(gateway.pid) });
    }
    const calls = load.answered.size - before.calls;
    const bytes = bytesOf(join(folder, 'llm-router-journal'));
    proxy.mend();
    const mended = Date.now();
    await pause(1_000);
    await load.stop();
    const { problems } = await settledLedger(database, load.answered);
    const caughtUp = ((Date.now() - mended) / 1_000).toFixed(0);
    const after = residentMib(gateway.pid);
    const told = samples.at(-1).ledger;
    if (calls === 0) problems.push('nobody was answered meanwhile');
    for (const { status, details } of samples) {
      if (status !== 200) problems.push(`it was not ready: ${JSON.stringify(details)}`);
    }
    if (told.status === 'up') problems.push('its readiness did not tell of it');
    problems.push(...load.wrong);
    report.add(
      `${database.name} away for ${seconds} s`,
      problems,
      `${calls} calls answered meanwhile, ${load.refused} refused; ready all the time, and ` +
        `"${told.status}" with ${told.pending} calls waiting: ${(told.usedBytes / MIB).toFixed(1)} MiB of records in ` +
        `${(bytes / MIB).toFixed(1)} MiB of files; memory ` +
        `${before.memory} MiB before, ${Math.max(...samples.map(({ memory }) => memory))} at most, ${after} after; all of them ` +
        `in the database ${caughtUp} s after it was back`,
    );
  });
}

/** The same with little room: at its bound the journal takes no more calls, says so, and takes them again. */
export async function bound(report, { database, folder, upstream, clients }) {
  const journal = { maxBytes: '512KiB' };
  await withCut(database, folder, upstream, journal, async ({ gateway, proxy, load }) => {
    proxy.cut();
    load.start([gateway.url], clients, 5);
    while (load.refused < 20) await pause(10);
    const full = await readiness(gateway.url);
    const { size } = load.answered;
    proxy.mend();
    while ((await readiness(gateway.url)).status !== 200) await pause(50);
    while (load.answered.size < size + 50) await pause(10);
    await load.stop();
    const { problems } = await settledLedger(database, load.answered);
    if (full.status !== 503) problems.push(`it was ready with ${full.status} when it was full`);
    problems.push(...load.wrong);
    report.add(
      `${database.name} away until the journal is full`,
      problems,
      `${size} calls answered, then ${load.refused} refused with 503 ledger_full and not ready, ` +
        `then ${load.answered.size - size} answered`,
    );
  });
}

async function withCut(database, folder, upstream, journal, run) {
  const url = new URL(database.url);
  const proxy = await CuttableProxy.start(url.hostname, Number(url.port || 5432));
  url.host = `127.0.0.1:${proxy.port}`;
  const gateway = await startGateway(folder, {
    database: url.href,
    upstream: upstream.url,
    journal,
  });
  try {
    await run({ gateway, proxy, load: new Load() });
  } finally {
    await gateway.stop();
    await proxy.stop();
  }
}
