import { Logger } from '@nestjs/common';
import type { EventPublisher } from '../contracts/event-publisher.js';
import type { RouterEvent } from '../contracts/router-event.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { ContentLog } from './content-log.js';
import { contentSettings } from './content-options.js';
import { type ContentRecord, ContentStore } from './content-record.js';

class FragileStore extends ContentStore {
  readonly kept: string[] = [];
  broken = false;
  isOpen = true;

  override async add({ id }: ContentRecord): Promise<boolean> {
    if (this.broken) throw new Error('away');
    this.kept.push(id);
    return true;
  }
}

let store: FragileStore;
let clock: VirtualClock;
let events: RouterEvent[];
let log: ContentLog;

beforeAll(() => Logger.overrideLogger(false));
beforeEach(() => {
  store = new FragileStore();
  clock = new VirtualClock();
  events = [];
  const publisher: EventPublisher = { publish: (event) => void events.push(event) };
  log = new ContentLog(contentSettings({}), store, clock, publisher);
});

const record = (id: string, text = '{}'): ContentRecord => ({
  id,
  subject: { user: 'ada' },
  tenant: undefined,
  sensitivity: undefined,
  startedAt: 0,
  text,
});
const ids = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);

it('writes in order, and not while its caller waits', async () => {
  for (const id of ids(30)) log.add(record(id));
  expect([store.kept.length, log.pending]).toEqual([0, 30]);
  await log.flush();
  expect(store.kept).toEqual(ids(30));
  expect([log.pending, log.lost]).toEqual([0, 0]);
});

it('keeps what the database does not take, and tries again with growing pauses', async () => {
  store.broken = true;
  for (const id of ids(10)) log.add(record(id));
  await expect(log.flush()).rejects.toThrow('away');
  await clock.run(600);
  expect([store.kept, log.pending, log.lastError?.message]).toEqual([[], 10, 'away']);
  store.broken = false;
  await clock.run(5_000);
  expect(store.kept).toEqual(ids(10));
  expect([log.pending, log.lost, log.lastError]).toEqual([0, 0, undefined]);
});

it('loses what finds no room, and tells so', async () => {
  store.broken = true;
  for (const id of ids(1_003)) log.add(record(id));
  expect([log.pending, log.lost]).toEqual([1_000, 3]);
  expect(events).toEqual(
    ids(3).map(() => ({ type: 'contents-lost', count: 1, at: expect.any(Number) })),
  );
  store.broken = false;
  await log.flush();
  log.add(record('long', 'x'.repeat(64 * 1024 * 1024 + 1)));
  expect(log.lost).toBe(4);
  log.add(record('after'));
  await log.flush();
  expect(store.kept).toHaveLength(1_001);
});

it('writes what is left at the end, and counts what it cannot', async () => {
  log.add(record('one'));
  await log.close();
  expect(store.kept).toEqual(['one']);
  store.broken = true;
  log.add(record('two'));
  await log.close();
  expect([log.lost, events.length]).toEqual([1, 1]);
});
