import { Logger } from '@nestjs/common';
import type { BudgetAnswer, BudgetStep } from '../contracts/budget-store.js';
import { ManualClock } from '../resilience/manual-clock.fixture.js';
import { Settlements } from './settlements.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));
const end = (lease: string) => ({ type: 'end' as const, lease, charges: [] });

let away: boolean;
let taken: string[];
let clock: ManualClock;
let settlements: Settlements;
let warn: jest.SpyInstance;
let error: jest.SpyInstance;
beforeEach(() => {
  away = false;
  taken = [];
  clock = new ManualClock();
  const take = async ({ lease }: BudgetStep): Promise<BudgetAnswer> => {
    if (away) throw new Error('away');
    taken.push(lease);
    return { outcome: 'done', amounts: [] };
  };
  settlements = new Settlements({ take }, clock);
  for (const level of ['log', 'warn', 'error'] as const) {
    jest.spyOn(Logger.prototype, level).mockReturnValue(undefined);
  }
  warn = jest.mocked(Logger.prototype.warn);
  error = jest.mocked(Logger.prototype.error);
});
afterEach(() => jest.restoreAllMocks());

it('tells what the store answered', async () => {
  const told = jest.fn();
  settlements.end(end('a'), told);
  expect(await settlements.idle(1_000)).toBe(0);
  expect(told).toHaveBeenCalledWith({ outcome: 'done', amounts: [] });
});

it('keeps ends while the store fails, and tries them again with growing pauses', async () => {
  away = true;
  const told = jest.fn();
  for (const lease of ['a', 'b']) settlements.end(end(lease), told);
  await settled();
  for (const pauseMs of [100, 200, 400]) {
    clock.advance(pauseMs - 1);
    expect(clock.pending).toBe(1);
    clock.advance(1);
    await settled();
  }
  expect(warn).toHaveBeenCalledTimes(1);
  away = false;
  clock.advance(800);
  expect(await settlements.idle(1_000)).toBe(0);
  expect(taken).toEqual(['a', 'b']);
  expect(told).toHaveBeenCalledTimes(2);
});

it('loses the oldest where too many wait, and says so', async () => {
  away = true;
  for (let lease = 0; lease < 10_002; lease++) settlements.end(end(String(lease)), jest.fn());
  await settled();
  expect(error.mock.calls.map(([message]) => message as string)).toEqual([
    'What call 0 used is lost to 0 budgets.',
    'What call 1 used is lost to 0 budgets.',
  ]);
  away = false;
  clock.advance(10_000);
  expect(await settlements.idle(1_000)).toBe(0);
  expect(taken).toHaveLength(10_000);
});

it('gives up at the end of the time that it is given', async () => {
  away = true;
  settlements.end(end('a'), jest.fn());
  await settled();
  const idle = settlements.idle(50);
  clock.advance(50);
  expect(await idle).toBe(1);
  expect(clock.pending).toBe(0);
});
