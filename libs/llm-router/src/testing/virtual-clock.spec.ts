import { setTimeout as realTime } from 'node:timers/promises';
import { VirtualClock } from './virtual-clock.js';

let clock: VirtualClock;
const log: string[] = [];
const note = (what: string) => (): void => void log.push(`${clock.monotonic()} ${what}`);

beforeEach(() => {
  clock = new VirtualClock();
  log.length = 0;
});

it('stands still until it is run', async () => {
  const begun = clock.now();
  clock.after(0, note('due at once'));
  await realTime(5);
  expect(log).toEqual([]);
  expect([clock.monotonic(), clock.now()]).toEqual([0, begun]);
});

it('begins every simulation at the same time', async () => {
  await clock.run(1_000);
  expect(clock.now() - new VirtualClock().now()).toBe(1_000);
});

it('runs what is due in the order of time, and of the same instant in the order of asking', async () => {
  clock.after(20, note('c'));
  clock.after(10, note('a'));
  clock.after(20, note('d'));
  clock.after(10, note('b'));
  await clock.run();
  expect(log).toEqual(['10 a', '10 b', '20 c', '20 d']);
});

it('tells whole epoch milliseconds, and does not round what passes', async () => {
  const begun = clock.now();
  clock.after(0.25, () => clock.after(0.5, () => clock.after(0.5, note('done'))));
  await clock.run();
  expect(log).toEqual(['1.25 done']);
  expect(clock.now()).toBe(begun + 1);
});

it('lets all promises run to their end before time passes', async () => {
  const chain = async (length: number): Promise<void> => {
    for (let link = 0; link < length; link++) await Promise.resolve();
  };
  void chain(50).then(() => clock.after(5, note('asked before the start')));
  clock.after(10, () => void chain(50).then(() => clock.after(5, note('asked by a promise'))));
  clock.after(12, note('later'));
  await clock.run();
  expect(log).toEqual(['5 asked before the start', '12 later', '15 asked by a promise']);
});

it('runs an event of the same instant before the promises that an earlier one set off', async () => {
  clock.after(10, () => void Promise.resolve().then(note('promise')));
  clock.after(10, note('second event'));
  await clock.run();
  expect(log).toEqual(['10 second event', '10 promise']);
});

it('runs what an event asks for, at its own instant too', async () => {
  clock.after(10, () => {
    clock.after(0, note('at once'));
    clock.after(-5, note('overdue'));
    clock.after(1, note('next'));
  });
  clock.after(10, note('old'));
  await clock.run();
  expect(log).toEqual(['10 old', '10 at once', '10 overdue', '11 next']);
});

it('does not run what was taken back, even at the same instant, nor anything twice', async () => {
  const cancelOld = clock.after(5, note('old'));
  clock.after(10, () => cancelSame());
  const cancelSame = clock.after(10, note('same instant'));
  const cancelRun = clock.after(1, note('once'));
  cancelOld();
  cancelOld();
  await clock.run();
  cancelRun();
  await clock.run();
  expect(log).toEqual(['1 once']);
  expect(clock.monotonic()).toBe(10);
});

it('does not wait for what was taken back, nor for what is never due', async () => {
  clock.after(Infinity, note('never'));
  clock.after(1_000, note('taken back'))();
  await clock.run();
  expect([log, clock.monotonic()]).toEqual([[], 0]);
});

it('runs until a time, that included, and on from there', async () => {
  clock.after(10, note('before'));
  clock.after(20, note('at the time'));
  clock.after(21, note('after'));
  await clock.run(20);
  expect(log).toEqual(['10 before', '20 at the time']);
  await clock.run(20.5);
  expect(clock.monotonic()).toBe(20.5);
  clock.after(0.25, note('asked between'));
  await clock.run(5);
  expect(clock.monotonic()).toBe(20.5);
  await clock.run();
  expect(log.slice(2)).toEqual(['20.75 asked between', '21 after']);
});

it('lets a year pass in no time', async () => {
  const year = 365 * 86_400_000;
  const waited = new Promise((resolve) => clock.after(year, () => resolve(clock.monotonic())));
  await clock.run();
  expect(await waited).toBe(year);
});
