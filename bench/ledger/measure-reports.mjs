import {
  LedgerWriter,
  LedgerTables,
  USAGE_DIMENSIONS,
  UsageLedger,
  UsageRollups,
} from 'nestjs-llm-router/typeorm';

const ROUNDS = 5;
const MONTH = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') };

/** Medians and slowest of five; the first is counted, and finds what the load before it left in memory. */
export async function measureReports(source) {
  const tables = new LedgerTables(source, new UsageRollups(source));
  const ledger = new UsageLedger(source, new LedgerWriter(tables));
  const usage = (query) => async () => (await ledger.usage({ ...MONTH, ...query })).length;
  const reports = [
    ...[...USAGE_DIMENSIONS, 'tag:feature'].map((it) => [`by ${it}`, usage({ groupBy: [it] })]),
    ['by model and day', usage({ groupBy: ['model'], bucket: 'day' })],
    ['by model and hour', usage({ groupBy: ['model'], bucket: 'hour' })],
    ['total by week', usage({ bucket: 'week' })],
    [
      'by key, from 14:07 on the 1st to 9:41 on the 30th',
      usage({
        groupBy: ['key'],
        from: new Date('2026-11-01T14:07:00Z'),
        to: new Date('2026-11-30T09:41:00Z'),
      }),
    ],
    [
      'movers by key, second half against first',
      async () => {
        const from = new Date('2026-11-16T00:00:00Z');
        return (await ledger.topMovers({ dimension: 'key', from, to: MONTH.to })).movers.length;
      },
    ],
    [
      'forecast on the 20th',
      async () => (await ledger.forecast({ asOf: new Date('2026-11-20T12:00:00Z') })).days,
    ],
  ];
  console.log('\n| report, from rollups | rows | median ms | slowest ms |\n|---|---|---|---|');
  for (const report of reports) await measure(report, ROUNDS);
  console.log('\n| report, from rows | rows | median ms | slowest ms |\n|---|---|---|---|');
  for (const groupBy of [
    ['provider', 'model'],
    ['model', 'kind'],
    ['team', 'model'],
    ['key', 'model', 'tag:feature', 'status'],
  ]) {
    await measure([`by ${groupBy.join(', ')}`, usage({ groupBy })], 1);
  }
  const day = { from: new Date('2026-11-18T00:00:00Z'), to: new Date('2026-11-19T00:00:00Z') };
  await measure(['a day by team and model', usage({ groupBy: ['team', 'model'], ...day })], ROUNDS);
}

async function measure([name, run], rounds) {
  const times = [];
  let rows = 0;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    rows = await run();
    times.push(performance.now() - began);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const shown = [sorted[Math.floor(rounds / 2)], sorted.at(-1)].map((it) => it.toFixed(0));
  console.log(`| ${name} | ${rows} | ${shown.join(' | ')} |`);
}
