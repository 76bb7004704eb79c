// node bench/ledger/load.mjs --url <postgres://… or a file of SQLite> [--attempts 100000] [--seed 1] [--month 2026-11] [--users 5000]
// Fills an empty ledger with a month that looks like one, for the benchmark and for demos. After `npm run build`.
import { parseArgs } from 'node:util';
import { loadMonth, openLedger } from './load-month.mjs';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    attempts: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    month: { type: 'string', default: '2026-11' },
    users: { type: 'string', default: '5000' },
  },
});
if (values.url === undefined)
  throw new Error('--url is missing: postgres://… or a file of SQLite.');

const source = await openLedger(values.url);
const { month } = values;
const [attempts, seed, users] = [values.attempts, values.seed, values.users].map(Number);
await loadMonth(source, { attempts, seed, month, users, log: console.log });
await source.destroy();
