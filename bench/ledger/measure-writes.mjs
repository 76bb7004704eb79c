import 'reflect-metadata';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CompletionJournal, LlmRouterModule } from 'nestjs-llm-router';
import {
  LedgerTables,
  LedgerWriter,
  LedgerIntake,
  LlmLedgerModule,
  UsageRollups,
} from 'nestjs-llm-router/typeorm';
import { openLedger } from './load-month.mjs';

const AT_ONCE = 64;
const MEGABYTE = 2 ** 20;

/** `urlOf` gives the address of an empty database. */
export async function measureWrites(name, urlOf, calls, folder) {
  console.log(`## Writes to ${name}\n`);
  const rows = calls.reduce((sum, it) => sum + 1 + it.attempts.length + (it.saved ? 1 : 0), 0);
  for (const size of [1, 100, 500]) {
    const some = size === 1 ? calls.slice(0, 2_000) : calls;
    const source = await openLedger(await urlOf(`batches-${size}`));
    const tables = new LedgerTables(source, new UsageRollups(source));
    const seconds = await timed(async () => {
      for (let start = 0; start < some.length; start += size) {
        await tables.write(some.slice(start, start + size));
      }
    });
    console.log(`transactions of ${size}: ${rate(some.length, seconds)} calls/s`);
    await source.destroy();
  }
  const source = await openLedger(await urlOf('writer'));
  const writer = new LedgerWriter(new LedgerTables(source, new UsageRollups(source)));
  const before = process.cpuUsage();
  let inCall = 0;
  for (const call of calls) {
    const began = performance.now();
    writer.onEvent({ ...call });
    inCall += performance.now() - began;
    if (writer.pending >= 1_000) await writer.flush();
  }
  await writer.flush();
  const perCall = (cpuSince(before) / calls.length).toFixed(0);
  console.log(
    `hot path without a journal: ${((inCall * 1_000) / calls.length).toFixed(1)} µs in the call, ${perCall} µs CPU with all that follows`,
  );
  await source.destroy();
  await measureJournal(name, await urlOf('journal'), calls, rows, folder);
}

/** Records first, then the rows of the same calls: the relay begins with the application. */
async function measureJournal(name, url, calls, rows, folder) {
  const source = await openLedger(url);
  const directory = join(folder, `journal-${name}`);

  class App {}
  Module({
    imports: [
      LlmRouterModule.forRoot({ providers: [] }),
      TypeOrmModule.forRootAsync({
        useFactory: () => source.options,
        dataSourceFactory: async () => source,
      }),
      LlmLedgerModule.forRoot({ journal: { directory, maxBytes: 1_024 * MEGABYTE } }),
    ],
  })(App);
  const app = await NestFactory.create(App, { logger: false });
  const journal = app.get(CompletionJournal, { strict: false });
  for (const [clients, some] of [
    [1, calls.slice(0, Math.min(2_000, calls.length / 2))],
    [AT_ONCE, calls.slice(Math.min(2_000, calls.length / 2))],
  ]) {
    const before = process.cpuUsage();
    const queue = some.values();
    const seconds = await timed(() =>
      Promise.all(Array.from({ length: clients }, () => appendAll(journal, queue))),
    );
    const perRecord = (cpuSince(before) / some.length).toFixed(0);
    console.log(
      `journal, ${clients} at once: ${rate(some.length, seconds)} records/s, ${perRecord} µs CPU a record`,
    );
  }
  const seconds = await timed(async () => {
    await app.init();
    await app.get(LedgerIntake, { strict: false }).flush();
  });
  console.log(
    `relay: ${rate(calls.length, seconds)} calls/s, ${rate(rows, seconds)} rows/s of both tables, rollups included\n`,
  );
  await app.close();
}

async function appendAll(journal, calls) {
  for (const call of calls) {
    journal.admit();
    await journal.append(call);
  }
}

async function timed(run) {
  const began = performance.now();
  await run();
  return (performance.now() - began) / 1_000;
}

const rate = (count, seconds) => Math.round(count / seconds).toLocaleString('en');

function cpuSince(before) {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
